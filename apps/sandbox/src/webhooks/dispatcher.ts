import { setMaxListeners } from "node:events";
import { giveBack } from "../large-content.ts";
import { type Attempt, type ClaimedEvent, leaseMs, mostOfEach } from "../store/outbox.ts";
import type { OwedEvent } from "../store/owed-event.ts";
import type { Store } from "../store/store.ts";
import { type AttachmentLinks, linkLifeMs } from "./attachment-links.ts";
import type { DestinationRules } from "./destination.ts";
import { eventMessage } from "./event-message.ts";
import { sendEvent } from "./send-event.ts";
import { isSpoiled, weatherAfter } from "./weather.ts";

/** How many are sent at once. */
const most = 128;
/**
 * And how large they are together, in bytes: each is in memory several times while it is sent. What is taken
 * last may be larger than what is left, for it would never be sent otherwise.
 */
const mostBytes = 16_777_216;
/** After how long others' events are looked for, in milliseconds: another sandbox of the same database may have died. */
const lookMs = 5_000;
const firstPauseMs = 1_000;
const longestPauseMs = 3_600_000;
/** For how long it is tried, in milliseconds. */
const dayMs = 86_400_000;

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
  const underWay = new Map<Promise<void>, ClaimedEvent>();
  let address = "";
  let working: Promise<void> | undefined;

  function deliver(event: ClaimedEvent): Promise<void> {
    const sending = attempt(event)
      // What can't be read or noted now is due again when its lease is over.
      .catch(() => true)
      .then((isMoreDue) => {
        underWay.delete(sending);
        hasRoom = true;
        if (isMoreDue || isAnyLeft) wake();
      });
    underWay.set(sending, event);
    return sending;
  }

  /** Makes an attempt, and says whether something is due by it. */
  async function attempt(event: ClaimedEvent): Promise<boolean> {
    const owed = await store.run("readOwedEvent", event);
    // The address was taken back, or the world begun anew.
    if (!owed) return false;
    const { weather } = event;
    const message = eventMessage(owed, weather, await linksOf(event, owed));
    for (const { content } of owed.comment.attachments) if (content) giveBack(content);
    const outcome = await sendEvent(owed.url, message, rules, aborted.signal);
    if (aborted.signal.aborted) return false;
    const isReceived = isSuccess(outcome);
    const nextDue = dueAfter(event, isReceived, owed.comment.createdAt);
    // What was kept back for this one to come first.
    const releases = isReceived && !isSpoiled(weather) && owed.weather.includes("outOfOrder");
    await store.run("endAttempt", {
      event,
      attempt: { ...outcome, weather },
      nextDue,
      nextWeather: weatherAfter(weather, isReceived),
      releasedAt: releases ? timeIn(0) : undefined,
    });
    return releases || nextDue !== undefined;
  }

  /** Links that work from the time at which the event was taken, so that it says what its bytes are. */
  async function linksOf({ tenant, commentId, leaseEnd }: ClaimedEvent, { files }: OwedEvent) {
    if (files !== "link") return () => "";
    const pathOf = await links.maker();
    const expires = Date.parse(leaseEnd) - leaseMs + linkLifeMs;
    return (position: number) => address + pathOf({ tenant, commentId, position }, expires);
  }

  async function work(): Promise<void> {
    if (store.isAlone) await store.run("hastenEvents", { now: timeIn(0) }).catch(() => {});
    while (!isStopped) {
      isAwake = false;
      hasRoom = false;
      let pause = lookMs;
      const busy = busyOrganizations();
      const free = most - underWay.size;
      const freeBytes = mostBytes - sizeOf([...underWay.values()]);
      if (free > 0 && freeBytes > 0) {
        // A database that is away comes back, and what was claimed is due again when its lease is over.
        const found = await store
          .run("claimEvents", {
            now: timeIn(0),
            leaseEnd: timeIn(leaseMs),
            most: free,
            mostBytes: freeBytes,
            busy,
          })
          .catch(() => ({ claimed: [], nextDue: undefined }));
        for (const event of found.claimed) void deliver(event);
        const isCut =
          found.claimed.length >= Math.min(free, mostOfEach) || sizeOf(found.claimed) >= freeBytes;
        isAnyLeft = isCut || busy.length > 0;
        if (isCut || (isAnyLeft && hasRoom)) continue;
        if (found.nextDue) pause = Math.min(pause, Math.max(Date.parse(found.nextDue) - Date.now(), 1));
      } else isAnyLeft = true;
      if (!isAwake) await resting(pause);
    }
    await Promise.all(underWay.keys());
  }

  /** Those that have so many under way that others come first. */
  function busyOrganizations() {
    const ofEach = Map.groupBy(underWay.values(), ({ tenant, organization }) => `${tenant} ${organization}`);
    return [...ofEach.values()]
      .filter(({ length }) => length >= mostOfEach)
      .map(([event]) => event as ClaimedEvent);
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

const sizeOf = (events: readonly ClaimedEvent[]) => events.reduce((sum, { size }) => sum + size, 0);

const isSuccess = ({ status = 0 }: Pick<Attempt, "status">) => status >= 200 && status < 300;

/** When an event is due again after an attempt; `undefined` if nothing is owed any more. */
function dueAfter(
  { weather, tries }: ClaimedEvent,
  isReceived: boolean,
  createdAt: string,
): string | undefined {
  if (isSpoiled(weather) || (weather === "twice" && isReceived)) return timeIn(0);
  const isOver = isReceived || Date.now() - Date.parse(createdAt) > dayMs;
  return isOver ? undefined : timeIn(pauseAfter(tries));
}

/** Exponential, with jitter, so that receivers that were away are not called by all at once. */
const pauseAfter = (tries: number) =>
  Math.min(longestPauseMs, firstPauseMs * 2 ** (tries - 1)) * (0.5 + Math.random() / 2);

const timeIn = (ms: number) => new Date(Date.now() + ms).toISOString();
