import { callHook, type Progress } from "../hooks.ts";

export type OnProgress = (progress: Progress) => void;

/**
 * A JSON object or array that can be pulled once. Its last byte, the closing brace, is a chunk of
 * its own: as long as it was not handed over, no server can hold the complete value, whatever became
 * of the connection.
 */
export class OneShotBody {
  /** In bytes. */
  readonly length: number;
  sentBytes = 0;
  /** Why a source could not be read, if that is what went wrong. */
  failure: unknown;
  readonly #chunks: Iterator<Uint8Array> | AsyncIterator<Uint8Array>;
  readonly #lastByte: Uint8Array;
  readonly #signal: AbortSignal;
  readonly #onProgress: OnProgress | undefined;
  /** Whether it was taken for something that can't be pulled. */
  isUnreadable = false;
  #sealed = false;

  /** @param chunks everything before the last byte */
  constructor(
    length: number,
    chunks: Iterator<Uint8Array> | AsyncIterator<Uint8Array>,
    lastByte: Uint8Array,
    signal: AbortSignal,
    onProgress: OnProgress | undefined,
  ) {
    this.length = length;
    this.#chunks = chunks;
    this.#lastByte = lastByte;
    this.#signal = signal;
    this.#onProgress = onProgress;
  }

  /** Whether only the last byte is left. */
  get isNearlySent(): boolean {
    return this.sentBytes === this.length - 1;
  }

  /** Whether the last byte was handed over to the connection, too. */
  get isFullyHandedOver(): boolean {
    return this.sentBytes === this.length;
  }

  /**
   * Whether the connection has taken a part of it, and not the whole. Where nothing was taken at all,
   * there was no connection but a stub, which answers whatever it likes.
   */
  get isPartlyHandedOver(): boolean {
    return this.sentBytes > 0 && !this.isFullyHandedOver;
  }

  /**
   * The next chunk, or `undefined` after the last.
   *
   * @throws {Error} if the call is over, or a source can't be read
   */
  async next(): Promise<Uint8Array | undefined> {
    if (this.isFullyHandedOver) return undefined;
    const chunk = this.isNearlySent ? this.#lastByte : await this.#read();
    // Transports go on pulling after a call has failed. What they got now would spoil the verdict.
    if (this.#sealed || this.#signal.aborted) throw new Error("The call is over");
    this.sentBytes += chunk.length;
    if (this.#onProgress) {
      callHook(this.#onProgress, { sentBytes: this.sentBytes, totalBytes: this.length });
    }
    return chunk;
  }

  /** Hands out nothing from now on, and closes the source that is open. */
  seal(): void {
    this.#sealed = true;
    if (!this.isFullyHandedOver) void Promise.resolve(this.#chunks.return?.()).catch(() => {});
  }

  /** Ends the attempt of something to read it that doesn't pull. */
  refuse(): never {
    this.isUnreadable = true;
    throw new TypeError("This fetch can't send a stream");
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
