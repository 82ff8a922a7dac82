import { setMaxListeners } from "node:events";
import { giveBack } from "../large-content.ts";
import { type ClaimedEvent, leaseMs, mostOfEach, type Room } from "../store/claim-events.ts";
import type { Attempt } from "../store/outbox.ts";
import type { OwedEvent } from "../store/owed-event.ts";
import type { Store } from "../store/store.ts";
import { type AttachmentLinks, linkLifeMs } from "./attachment-links.ts";
import { clockWatch } from "./clock-watch.ts";
import type { DestinationRules } from "./destination.ts";
import { eventMessage } from "./event-message.ts";
import { eventsUnderWay } from "./events-under-way.ts";
import { dueAfter } from "./next-attempt.ts";
import { sendEvent } from "./send-event.ts";
import { isSpoiled, weatherAfter } from "./weather.ts";

/** After how long others' events are looked for, in milliseconds: another sandbox of the same database may have died. */
const lookMs = 5_000;
/** A receiver that takes longer than this is slow, in milliseconds. */
const quickMs = 500;

/** Delivers the events that are owed. */
export interface Dispatcher {
  /** Begins to deliver, with links that lead to this address. */
  start(baseUrl: string): void;
  /** Says that an event may be due now. */
  wake(): void;
  /** Tries once to deliver an event that was taken for this sandbox already, and waits until that has ended. */
  deliver(event: ClaimedEvent): Promise<void>;
  /** Takes no more, and waits at most `graceMs` for those that are under way; the rest are due again later. */
  stop(graceMs: number): Promise<void>;
}

/**
 * Builds what delivers what the outbox of a store holds, at least once each, for as long as it isn't stopped. It never
 * holds a transaction while it waits for a receiver.
 */
export function createDispatcher(store: Store, rules: DestinationRules, links: AttachmentLinks): Dispatcher {
  const aborted = new AbortController();
  setMaxListeners(0, aborted.signal);
  let isStopped = false;
  let isAwake = false;
  /** Whether events may be due for which there was no room, and whether there is some since. */
  let isAnyLeft = false;
  let hasRoom = false;
  let rest: { end(): void } | undefined;
  const underWay = eventsUnderWay();
  const sending = new Set<Promise<void>>();
  let address = "";
  let working: Promise<void> | undefined;

  function deliver(event: ClaimedEvent): Promise<void> {
    underWay.add(event);
    const delivery = attempt(event)
      // What can't be read or noted now is due again when its lease is over.
      .catch(() => true)
      .then((isMoreDue) => {
        underWay.remove(event);
        sending.delete(delivery);
        makeRoom(isMoreDue);
      });
    sending.add(delivery);
    return delivery;
  }

  function makeRoom(isMoreDue = false): void {
    hasRoom = true;
    if (isMoreDue || isAnyLeft) wake();
  }

  /** Makes an attempt, and says whether something is due by it. */
  async function attempt(event: ClaimedEvent): Promise<boolean> {
    const owed = await store.run("readOwedEvent", event);
    // The address was taken back, or the world begun anew.
    if (!owed) return false;
    const { weather } = event;
    const message = eventMessage(owed, weather, await linksOf(event, owed));
    for (const { content } of owed.comment.attachments) if (content) giveBack(content);
    const outcome = await timed(event, () => sendEvent(owed.url, message, rules, aborted.signal));
    if (aborted.signal.aborted) return false;
    const isReceived = isSuccess(outcome);
    const nextInMs = dueAfter(event, isReceived, owed.comment.createdAt);
    // What was kept back for this one to come first.
    const releases = isReceived && !isSpoiled(weather) && owed.weather.includes("outOfOrder");
    await store.run("endAttempt", {
      event,
      attempt: { ...outcome, weather },
      nextInMs,
      nextWeather: weatherAfter(weather, isReceived),
      isFailed: !isReceived && !isSpoiled(weather),
      releases,
    });
    return releases || nextInMs !== undefined;
  }

  /** Sends an event, and has slow receivers wait for each other alone. */
  async function timed<Outcome>(event: ClaimedEvent, send: () => Promise<Outcome>): Promise<Outcome> {
    let isQuick = true;
    const timer = setTimeout(() => {
      isQuick = false;
      const isNew = underWay.lasts(event) && !event.isSlow;
      void (isNew ? setSlow(true) : Promise.resolve()).then(() => makeRoom());
    }, quickMs).unref();
    const setSlow = (isSlow: boolean) => store.run("setSlow", { event, isSlow }).catch(() => {});
    const outcome = await send();
    clearTimeout(timer);
    if (isQuick && event.isSlow) await setSlow(false);
    return outcome;
  }

  /** Links that work from the time at which the event was taken, so that it says what its bytes are. */
  async function linksOf({ tenant, commentId, leaseEnd }: ClaimedEvent, { files }: OwedEvent) {
    if (files !== "link") return () => "";
    const pathOf = await links.maker();
    const expires = Date.parse(leaseEnd) - leaseMs + linkLifeMs;
    return (position: number) => address + pathOf({ tenant, commentId, position }, expires);
  }

  async function work(): Promise<void> {
    const isSetBack = clockWatch();
    while (!isStopped) {
      isAwake = false;
      hasRoom = false;
      if (isSetBack() && store.isAlone) await store.run("hastenEvents", {}).catch(() => {});
      const rooms = { quick: underWay.room("quick"), slow: underWay.room("slow") };
      const busy = underWay.busy();
      // A database that is away comes back, and what was claimed is due again when its lease is over.
      const found = await store
        .run("claimEvents", { rooms, busy })
        .catch(() => ({ claimed: [], nextInMs: undefined }));
      for (const event of found.claimed) if (!underWay.renews(event)) void deliver(event);
      const taken = Object.groupBy(found.claimed, ({ isSlow }) => (isSlow ? "slow" : "quick"));
      const isCut = isFilled(rooms.quick, taken.quick) || isFilled(rooms.slow, taken.slow);
      isAnyLeft = isCut || busy.length > 0 || rooms.quick.isFull || rooms.slow.isFull;
      if (isCut || (isAnyLeft && hasRoom)) continue;
      if (!isAwake) await resting(Math.min(found.nextInMs ?? lookMs, lookMs));
    }
    await Promise.all(sending);
  }

  function resting(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(end, ms).unref();
      function end() {
        clearTimeout(timer);
        rest = undefined;
        resolve();
      }
      rest = { end };
    });
  }

  function wake(): void {
    isAwake = true;
    rest?.end();
  }

  return {
    start(baseUrl) {
      address = baseUrl;
      working = work();
    },
    wake,
    deliver,
    async stop(graceMs) {
      isStopped = true;
      wake();
      const timer = setTimeout(() => aborted.abort(), graceMs);
      await working;
      clearTimeout(timer);
    },
  };
}

/** Whether more may be due than was taken. */
function isFilled({ most, mostBytes }: Room, taken: readonly ClaimedEvent[] = []): boolean {
  const bytes = taken.reduce((sum, { size }) => sum + size, 0);
  return taken.length > 0 && (taken.length >= Math.min(most, mostOfEach) || bytes >= mostBytes);
}

const isSuccess = ({ status = 0 }: Pick<Attempt, "status">) => status >= 200 && status < 300;
