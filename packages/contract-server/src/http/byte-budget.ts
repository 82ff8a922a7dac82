/** Bytes that were asked of a budget. */
export interface Loan {
  /** Settled when the bytes may be used; absent when they may be at once. */
  readonly granted: Promise<void> | undefined;
  /** Notes what has arrived of the body that the loan is for. */
  received(bytes: number): void;
  /** Says that nothing more need arrive: the body is whole, or has borrowed elsewhere. */
  complete(): void;
  /** Gives the bytes back, or leaves the queue. */
  end(): void;
}

interface Entry {
  readonly bytes: number;
  readonly onStalled: () => void;
  grant: () => void;
  /** When it was lent. */
  since: number;
  received: number;
  /** How much had arrived at the last look; absent before the first. */
  before: number | undefined;
  /** At how many looks one after the other it stood still. */
  still: number;
  isComplete: boolean;
}

// A sender that is this slow is taken for one that has stalled.
export const lookMs = 2_000;
export const leastProgress = 16_384;

/**
 * Memory that bodies share. Each borrows all it may need before its first byte is read: bodies that
 * grew side by side could use it up together, and none of them would ever be whole. Who waits is
 * served in turn, and while somebody waits, a body is given up that doesn't arrive, or not in time: what
 * would be in vain at the end must not keep others waiting until then.
 */
export class ByteBudget {
  #free: number;
  readonly #waiting = new Set<Entry>();
  readonly #lent = new Set<Entry>();
  readonly #timeoutMs: number;
  readonly #patience: number;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param timeoutMs how long a body may take to arrive, once its bytes are lent
   * @param patience for how many looks, of two seconds each, it may stand still
   */
  constructor(bytes: number, timeoutMs: number, patience = 1) {
    this.#free = bytes;
    this.#timeoutMs = timeoutMs;
    this.#patience = patience;
  }

  /**
   * Borrows bytes, no more than the whole budget.
   *
   * @param onStalled called when others wait and less than 16 kB has arrived at any look that it may stand still, or
   * neither since the last look nor since the bytes were lent came enough for all of them to arrive in time
   */
  borrow(bytes: number, onStalled: () => void): Loan {
    const entry: Entry = {
      bytes,
      onStalled,
      grant() {},
      since: 0,
      received: 0,
      before: undefined,
      still: 0,
      isComplete: false,
    };
    let granted: Promise<void> | undefined;
    if (this.#waiting.size === 0 && bytes <= this.#free) this.#lend(entry);
    else {
      granted = new Promise((resolve) => {
        entry.grant = resolve;
      });
      this.#waiting.add(entry);
      this.#timer ??= setInterval(() => this.#look(), lookMs).unref();
    }
    return {
      granted,
      received(count) {
        entry.received += count;
      },
      complete() {
        entry.isComplete = true;
      },
      end: () => this.#end(entry),
    };
  }

  #lend(entry: Entry): void {
    this.#free -= entry.bytes;
    entry.since = performance.now();
    this.#lent.add(entry);
    entry.grant();
  }

  #end(entry: Entry): void {
    if (this.#lent.delete(entry)) this.#free += entry.bytes;
    else if (!this.#waiting.delete(entry)) return;
    for (const next of this.#waiting) {
      if (next.bytes > this.#free) break;
      this.#waiting.delete(next);
      this.#lend(next);
    }
    if (this.#waiting.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    for (const each of this.#lent) {
      each.before = undefined;
      each.still = 0;
    }
  }

  #look(): void {
    const now = performance.now();
    for (const entry of this.#lent) {
      const { bytes, since, before, received, isComplete, onStalled } = entry;
      entry.before = received;
      if (isComplete || before === undefined) continue;
      const progress = received - before;
      const pace = Math.max(progress / lookMs, received / (now - since));
      const isInTime = received + pace * (since + this.#timeoutMs - now) >= bytes;
      entry.still = progress < leastProgress ? entry.still + 1 : 0;
      if (entry.still >= this.#patience || !isInTime) onStalled();
    }
  }
}
