/**
 * What waits for a caller's signal. One listener serves all of its calls, because Node warns of more
 * than ten on one signal.
 */
const waiting = new WeakMap<AbortSignal, Set<() => void>>();

function waitFor(signal: AbortSignal | null | undefined, call: () => void, action: "add" | "delete"): void {
  if (!signal) return;
  const calls = waiting.get(signal) ?? new Set();
  waiting.set(signal, calls);
  calls[action](call);
  try {
    signal[calls.size > 0 ? "addEventListener" : "removeEventListener"]("abort", abortAll);
  } catch {
    // A signal of somebody else's making that takes or gives back no listener must not end a call that was sent.
  }
}

function abortAll({ target }: Event): void {
  for (const call of [...(waiting.get(target as AbortSignal) ?? [])]) call();
}

/**
 * The end of a call: the time that is up, or the caller's signal, whichever comes first.
 *
 * One timer and one listener, both gone after `stop`; `AbortSignal.any` and `AbortSignal.timeout`
 * would keep memory for each call until the longest of them ends.
 */
export class Deadline {
  /** What ended the call, if anything did. */
  reason: "timeout" | "aborted" | undefined;
  readonly #controller = new AbortController();
  readonly #timer: ReturnType<typeof setTimeout>;
  readonly #ends: number;
  readonly #callerSignal: AbortSignal | null | undefined;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #fail: (() => void) | undefined;

  /** @param timeout in milliseconds */
  constructor(timeout: number, callerSignal: AbortSignal | null | undefined) {
    this.#timer = setTimeout(() => this.#end("timeout"), timeout);
    this.#ends = performance.now() + timeout;
    this.#callerSignal = callerSignal;
    if (callerSignal?.aborted) this.#end("aborted");
    else waitFor(callerSignal, this.#onAbort, "add");
  }

  /** Aborts when the call is over. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** In milliseconds. */
  get remaining(): number {
    return this.#ends - performance.now();
  }

  /**
   * The outcome of some work, unless the call ends before it; then it rejects at once, whether or
   * not the work heeds the signal.
   */
  within<Outcome>(work: Promise<Outcome>): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#fail = reject;
      if (this.reason) this.#fail();
      work.then(resolve, reject);
    });
  }

  /** Waits, but not beyond the end of the call. */
  sleep(milliseconds: number): Promise<void> {
    return this.within(
      new Promise<void>((resolve) => {
        this.#pause = setTimeout(resolve, milliseconds);
      }),
    ).catch(() => {});
  }

  /** Stops whatever still runs for the call, an upload for instance. */
  abort(): void {
    this.#controller.abort();
  }

  /** Leaves no timer and no listener behind. */
  stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#pause);
    waitFor(this.#callerSignal, this.#onAbort, "delete");
  }

  readonly #onAbort = () => this.#end("aborted");

  #end(reason: "timeout" | "aborted"): void {
    this.reason = reason;
    this.stop();
    this.abort();
    this.#fail?.();
  }
}
