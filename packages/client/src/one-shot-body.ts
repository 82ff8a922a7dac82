import { notify } from "./notify.ts";
import type { Progress } from "./progress.ts";

const closingBrace = new TextEncoder().encode("}");

export type OnProgress = (progress: Progress) => void;

/**
 * A JSON object that can be pulled once. Its closing brace is a chunk of its own: as long as it
 * was not handed over, no server can hold the complete object, whatever became of the connection.
 */
export class OneShotBody {
  /** In bytes. */
  readonly length: number;
  sentBytes = 0;
  /** Whether the closing brace was handed over. */
  closed = false;
  /** Why a source could not be read, if that is what went wrong. */
  failure: unknown;
  readonly #chunks: Iterator<Uint8Array> | AsyncIterator<Uint8Array>;
  readonly #signal: AbortSignal;
  readonly #onProgress: OnProgress | undefined;
  #sealed = false;

  /** @param chunks everything before the closing brace */
  constructor(
    length: number,
    chunks: Iterator<Uint8Array> | AsyncIterator<Uint8Array>,
    signal: AbortSignal,
    onProgress: OnProgress | undefined,
  ) {
    this.length = length;
    this.#chunks = chunks;
    this.#signal = signal;
    this.#onProgress = onProgress;
  }

  /** Whether only the closing brace is left. */
  get isNearlySent(): boolean {
    return this.sentBytes === this.length - 1;
  }

  /**
   * The next chunk, or `undefined` after the last.
   *
   * @throws {Error} if the call is over, or a source can't be read
   */
  async next(): Promise<Uint8Array | undefined> {
    if (this.closed) return undefined;
    const chunk = this.isNearlySent ? closingBrace : await this.#read();
    // Transports go on pulling after a call has failed. What they got now would spoil the verdict.
    if (this.#sealed || this.#signal.aborted) throw new Error("The call is over");
    this.sentBytes += chunk.length;
    this.closed = this.sentBytes === this.length;
    if (this.#onProgress) {
      notify(this.#onProgress, { sentBytes: this.sentBytes, totalBytes: this.length });
    }
    return chunk;
  }

  /** Hands out nothing from now on, and closes the source that is open. */
  seal(): void {
    this.#sealed = true;
    if (!this.closed) void Promise.resolve(this.#chunks.return?.()).catch(() => {});
  }

  async #read(): Promise<Uint8Array> {
    try {
      return (await this.#chunks.next()).value;
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }
}
