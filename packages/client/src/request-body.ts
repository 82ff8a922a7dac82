import { type Content, ContentError } from "./attachments/attachment.ts";
import type { CheckedComment } from "./input-check.ts";
import { type Issue, issue } from "./issue.ts";
import { notify } from "./notify.ts";
import type { Progress } from "./progress.ts";
import type { components } from "./schema.gen.ts";

type OnProgress = (progress: Progress) => void;
type AddCaseCommentRequest = components["schemas"]["AddCaseCommentRequest"];

const encoder = new TextEncoder();
const closingBrace = encoder.encode("}");

/** A JSON body whose length is known before the first byte is sent, to be sent any number of times. */
export class BodyPlan {
  /** In bytes. */
  readonly length: number;
  readonly #texts: Uint8Array[];
  readonly #contents: readonly Content[];

  /**
   * @param texts JSON that ends with a closing brace, cut where a content belongs
   * @param contents one between every two texts
   */
  constructor(texts: readonly string[], contents: readonly Content[] = []) {
    this.#texts = texts.map((text) => encoder.encode(text));
    this.#contents = contents;
    this.length = sum(this.#texts) + sum(contents);
    this.#texts.push(this.#texts.pop()?.subarray(0, -1) as Uint8Array);
  }

  /** The body for one attempt. */
  open(signal: AbortSignal, onProgress?: OnProgress): OneShotBody {
    const chunks = this.#contents.length > 0 ? this.#chunks() : this.#texts.values();
    return new OneShotBody(this.length, chunks, signal, onProgress);
  }

  async *#chunks() {
    for (const [index, text] of this.#texts.entries()) {
      yield text;
      const content = this.#contents[index];
      if (!content) return;
      try {
        yield* content.read();
      } catch (error) {
        throw new SourceFailure(index, error instanceof ContentError ? error.code : "unreadable");
      }
    }
  }
}

const sum = (parts: readonly { length: number }[]) => parts.reduce((total, { length }) => total + length, 0);

/** A source that failed while it was being sent. */
export class SourceFailure extends Error {
  readonly issue: Issue;

  constructor(index: number, code: Issue["code"]) {
    super("An attachment's source failed");
    this.issue = issue(`/attachments/${index}/content`, code);
  }
}

/**
 * A body that can be pulled once. The final closing brace is a chunk of its own: as long as it
 * was not pulled, no server can hold complete JSON, whatever became of the connection.
 */
export class OneShotBody {
  /** Whether the closing brace was handed over. */
  closed = false;
  sentBytes = 0;
  failure: SourceFailure | undefined;
  readonly length: number;
  readonly #chunks: Iterator<Uint8Array> | AsyncIterator<Uint8Array>;
  readonly #signal: AbortSignal;
  readonly #onProgress: OnProgress | undefined;
  #sealed = false;

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
   * @throws {Error} if the body is sealed, the call is over, or a source fails
   */
  async next(): Promise<Uint8Array | undefined> {
    if (this.closed) return undefined;
    const chunk = this.isNearlySent ? closingBrace : await this.#read();
    // Transports go on pulling after a call has failed. What they get now would spoil the verdict.
    if (this.#sealed || this.#signal.aborted) throw new Error("The call is over");
    this.sentBytes += chunk.length;
    this.closed = this.sentBytes === this.length;
    notify(this.#onProgress, { sentBytes: this.sentBytes, totalBytes: this.length });
    return chunk;
  }

  /** Hands out nothing from now on, and closes the source that is open. */
  seal(): void {
    this.#sealed = true;
    if (!this.closed) void Promise.resolve(this.#chunks.return?.()).catch(() => {});
  }

  async #read(): Promise<Uint8Array> {
    try {
      const { value } = await this.#chunks.next();
      return value;
    } catch (error) {
      this.failure = error as SourceFailure;
      throw error;
    }
  }
}

/** The request that the contract wants for a comment, its attachments left out. */
export function requestOf({ attachments: _, ...communication }: CheckedComment): AddCaseCommentRequest {
  return {
    action: "ADD_COMMUNICATION",
    communication: communication as AddCaseCommentRequest["communication"],
  };
}

/** The body of a request with attachments. They come last, so that it still ends with braces. */
export function planBody(
  request: AddCaseCommentRequest,
  attachments: CheckedComment["attachments"],
): BodyPlan {
  const json = JSON.stringify(request);
  if (attachments.length === 0) return new BodyPlan([json]);
  const openings = attachments.map(({ content: _, ...shown }, index) => {
    const start = index === 0 ? `${json.slice(0, -2)},"attachments":[` : '"},';
    return `${start}${JSON.stringify(shown).slice(0, -1)},"content":"`;
  });
  return new BodyPlan(
    [...openings, '"}]}}'],
    attachments.map(({ content }) => content),
  );
}
