import { type KeptCall, type KeptEvent, settle } from "../src/settle.ts";

/** What happens, in the order in which a program hears of it. Times are in milliseconds. */
export type Step =
  | { readonly does: "begin"; readonly id: string; readonly fingerprint: string; readonly began: number }
  | {
      readonly does: "end";
      readonly id: string;
      readonly verdict: "unknown" | "failed" | { created: string };
    }
  | { readonly does: "receive"; readonly event: KeptEvent };

/** A program that keeps what it must, and asks `settle` after each step. */
export class Program {
  readonly calls = new Map<string, KeptCall>();
  readonly events: KeptEvent[] = [];

  take(step: Step): void {
    if (step.does === "receive") this.events.push(step.event);
    else if (step.does === "begin") {
      const { id, fingerprint, began } = step;
      this.calls.set(id, { id, fingerprint, began, state: "open" });
    } else this.#end(step.id, step.verdict);
    for (const [id, commentId] of settle([...this.calls.values()], this.events)) this.#created(id, commentId);
  }

  /** The ids of all comments that are known to be created, by their calls. */
  get created(): Map<string, string> {
    return new Map(
      [...this.calls.values()].flatMap(({ id, commentId }) => (commentId ? [[id, commentId]] : [])),
    );
  }

  #end(id: string, verdict: "unknown" | "failed" | { created: string }): void {
    if (verdict === "failed") this.calls.delete(id);
    else if (verdict === "unknown")
      this.calls.set(id, { ...(this.calls.get(id) as KeptCall), state: "unknown" });
    else this.#created(id, verdict.created);
  }

  #created(id: string, commentId: string): void {
    this.calls.set(id, { ...(this.calls.get(id) as KeptCall), state: "created", commentId });
  }
}

const second = 1_000;

/**
 * Reads a history: `A` and `B` are calls with the words x, unless others are named (`Ay`); `A@5` begins
 * 5 seconds in, `A?` ends unknown, `A!` not sent or rejected, `A=1` created as 1; `1@5` is the event of
 * comment 1, created 5 seconds in, and `1y@5` one with the words y.
 */
export function stepsOf(history: string): Step[] {
  return history.split(" ").map((word): Step => {
    const [, name = "", fingerprint = "x", sign = "", rest = ""] =
      /^(\w)([a-z]?)([@?!=])(.*)$/.exec(word) ?? [];
    const words = fingerprint || "x";
    const time = Number(rest) * second;
    if (/\d/.test(name))
      return { does: "receive", event: { commentId: name, fingerprint: words, createdAt: time } };
    if (sign === "@") return { does: "begin", id: name, fingerprint: words, began: time };
    if (sign === "=") return { does: "end", id: name, verdict: { created: rest } };
    return { does: "end", id: name, verdict: sign === "?" ? "unknown" : "failed" };
  });
}

/** Numbers between 0 and 1, the same for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface RandomHistory {
  readonly steps: readonly Step[];
  /** The calls whose comments the server really created. */
  readonly created: ReadonlySet<string>;
  /** The calls that must be known as created at the end, because every event has come. */
  readonly certain: ReadonlySet<string>;
}

/**
 * A history of one to five calls with few words, to a server whose clock is up to a minute behind,
 * and which creates comments late or not at all; whose answers get lost, and whose events get lost,
 * come late or again. In half of the worlds an event names another id than the answer did.
 */
export function randomHistory(seed: number): RandomHistory {
  const random = randomNumbers(seed);
  const upTo = (most: number) => Math.floor(random() * most);
  const chance = (share: number) => random() < share;
  const namesOtherId = chance(0.5);
  const behind = upTo(60) * second;
  const loses = chance(0.3);
  const timed: { readonly at: number; readonly step: Step }[] = [];
  const created = new Set<string>();
  const wanting = new Set<string>();
  const wordsOf = new Map<string, string>();
  for (let call = 0; call <= upTo(5); call++) {
    const id = `call ${call}`;
    const fingerprint = chance(0.7) ? "x" : "y";
    const began = upTo(300) * second;
    timed.push({ at: began, step: { does: "begin", id, fingerprint, began } });
    const ended = began + 1 + upTo(90) * second;
    const isCreated = chance(0.7);
    if (!isCreated && chance(0.5)) {
      timed.push({ at: ended, step: { does: "end", id, verdict: "failed" } });
      continue;
    }
    wordsOf.set(id, fingerprint);
    const commentId = `comment ${call}`;
    const createdAt = began + upTo(120) * second;
    // An answer is there only after the comment.
    const isAnswered = isCreated && chance(0.4);
    const verdict = isAnswered ? { created: commentId } : "unknown";
    timed.push({
      at: isAnswered ? Math.max(ended, createdAt + 1) : ended,
      step: { does: "end", id, verdict },
    });
    if (!isCreated) {
      wanting.add(fingerprint);
      continue;
    }
    created.add(id);
    const eventId = namesOtherId ? `event ${call}` : commentId;
    const event = { commentId: eventId, fingerprint, createdAt: createdAt - behind };
    const deliveries = loses && chance(0.3) ? 0 : 1 + upTo(3);
    if (deliveries === 0) wanting.add(fingerprint);
    for (let delivery = 0; delivery < deliveries; delivery++) {
      timed.push({ at: createdAt + 2 + upTo(400) * second, step: { does: "receive", event } });
    }
  }
  // The same words, said long before any of the calls.
  if (chance(0.3)) {
    const event = { commentId: "older", fingerprint: "x", createdAt: -61 * second - behind - upTo(1e6) };
    timed.push({ at: upTo(300) * second, step: { does: "receive", event } });
  }
  const certain = [...wordsOf].filter(([, fingerprint]) => !wanting.has(fingerprint)).map(([id]) => id);
  const steps = timed.toSorted((one, other) => one.at - other.at).map(({ step }) => step);
  return { steps, created, certain: new Set(certain) };
}
