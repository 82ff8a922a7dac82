import type { Content } from "../attachments/attachment.ts";
import { type ByteSource, endSource } from "../attachments/byte-source.ts";
import { type CaseCommentsError, notSent } from "../errors.ts";
import { callHook, type Progress } from "../hooks.ts";
import { type IssueCode, issue } from "../issue.ts";

export type OnProgress = (progress: Progress) => void;

/** A JSON object or array: texts, with contents between them. */
export interface BodyParts {
  /** Of all of it, in bytes. */
  readonly length: number;
  /**
   * What stands before, between and behind the contents. The closing brace is one of its own, unless
   * there is but one short text.
   */
  readonly texts: readonly Uint8Array[];
  readonly contents: readonly Content[];
}

/**
 * A JSON object or array that can be pulled once. Its closing brace is in the last chunk: as long as
 * that was not handed over, no server can hold the complete value, whatever became of the connection.
 */
export class OneShotBody {
  /** In bytes. */
  readonly length: number;
  /** How many of the bytes were not handed over to the connection. */
  left: number;
  /** What went wrong, if it was the body: a source that can't be read, or somebody who doesn't pull. */
  failure: CaseCommentsError | undefined;
  readonly #parts: BodyParts;
  readonly #signal: AbortSignal;
  readonly #onProgress: OnProgress | undefined;
  /** How many of the texts were handed out. */
  #texts = 0;
  /** The content after the last of them, while it is being read. */
  #source: ByteSource | undefined;
  #sealed = false;

  constructor(parts: BodyParts, signal: AbortSignal, onProgress?: OnProgress) {
    this.length = this.left = parts.length;
    this.#parts = parts;
    this.#signal = signal;
    this.#onProgress = onProgress;
  }

  get sentBytes(): number {
    return this.length - this.left;
  }

  /** Whether the next chunk is the last. */
  get isEnding(): boolean {
    return this.#texts === this.#parts.texts.length - 1;
  }

  /**
   * Whether the connection has taken a part of it, and not the whole. Where nothing was taken at all,
   * there was no connection but a stub, which answers whatever it likes.
   */
  get isPartlyHandedOver(): boolean {
    return this.left > 0 && this.left < this.length;
  }

  /**
   * The next chunk, or `undefined` after the last.
   *
   * @throws {Error} if the call is over, or a source can't be read
   */
  async next(): Promise<Uint8Array | undefined> {
    if (!this.left) return undefined;
    const chunk = await this.#read();
    // Transports go on pulling after a call has failed. What they got now would spoil the verdict.
    if (this.#sealed || this.#signal.aborted) throw new Error("The call is over");
    this.left -= chunk.length;
    callHook(this.#onProgress, { sentBytes: this.sentBytes, totalBytes: this.length });
    return chunk;
  }

  /** Hands out nothing from now on, and closes the source that is open. */
  seal(): void {
    this.#sealed = true;
    endSource(this.#source);
    this.#source = undefined;
  }

  /** Ends the attempt of something to read it that doesn't pull. */
  refuse(): never {
    this.failure = notSent("unsupportedFetch");
    throw this.failure;
  }

  async #read(): Promise<Uint8Array> {
    const index = this.#texts - 1;
    try {
      this.#source ??= this.#parts.contents[index]?.read();
      const piece = await this.#source?.next();
      if (piece && !piece.done) return piece.value;
    } catch (reason) {
      const code = (reason as { issueCode?: IssueCode } | undefined)?.issueCode ?? "unreadable";
      const failure = notSent("invalidInput", [issue(`/attachments/${index}/content`, code)], { reason });
      // What a source says when it is ended tells nothing.
      if (!this.#sealed) this.failure = failure;
      // Runtimes print what their own machinery was aborted with, and the reason may name the file.
      throw failure;
    }
    this.#source = undefined;
    return this.#parts.texts[this.#texts++] as Uint8Array;
  }
}
