import type { Content } from "../attachments/attachment.ts";
import { type ByteSource, endSource } from "../attachments/byte-source.ts";
import { callHook, type Progress } from "../hooks.ts";
import { type Issue, type IssueCode, issue } from "../issue.ts";

export type OnProgress = (progress: Progress) => void;

/** A JSON object or array: texts, with contents between them. */
export interface BodyParts {
  /** Of all of it, in bytes. */
  readonly length: number;
  /** What stands before, between and behind the contents; the closing brace is one of its own. */
  readonly texts: readonly Uint8Array[];
  readonly contents: readonly Content[];
}

/** A source that could not be read to its end. */
export interface SourceFailure {
  readonly issue: Issue;
  readonly reason: unknown;
}

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
  failure: SourceFailure | undefined;
  /** Whether it was taken for something that can't be pulled. */
  isUnreadable = false;
  readonly #parts: BodyParts;
  readonly #signal: AbortSignal;
  readonly #onProgress: OnProgress | undefined;
  /** How many of the texts were handed out. */
  #texts = 0;
  /** The content after the last of them, while it is being read. */
  #source: ByteSource | undefined;
  #sealed = false;

  constructor(parts: BodyParts, signal: AbortSignal, onProgress: OnProgress | undefined) {
    this.length = parts.length;
    this.#parts = parts;
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
    const chunk = await this.#read();
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
    endSource(this.#source);
    this.#source = undefined;
  }

  /** Ends the attempt of something to read it that doesn't pull. */
  refuse(): never {
    this.isUnreadable = true;
    throw new TypeError("This fetch can't send a stream");
  }

  async #read(): Promise<Uint8Array> {
    const index = this.#texts - 1;
    try {
      this.#source ??= this.#parts.contents[index]?.read();
      const piece = await this.#source?.next();
      if (piece && !piece.done) return piece.value;
    } catch (reason) {
      // What a source says when it is ended tells nothing.
      if (!this.#sealed) {
        const code = (reason as { issueCode?: IssueCode } | undefined)?.issueCode ?? "unreadable";
        this.failure = { issue: issue(`/attachments/${index}/content`, code), reason };
      }
      // Runtimes print what their own machinery was aborted with, and the reason may name the file.
      throw new Error("The source can't be read");
    }
    this.#source = undefined;
    return this.#parts.texts[this.#texts++] as Uint8Array;
  }
}
