import { type Content, ContentError } from "./attachments/attachment.ts";
import type { CheckedAttachment } from "./input-check.ts";
import { type Issue, issue } from "./issue.ts";
import { OneShotBody, type OnProgress } from "./one-shot-body.ts";
import type { components } from "./schema.gen.ts";

type AddCaseCommentRequest = components["schemas"]["AddCaseCommentRequest"];

const encoder = new TextEncoder();

/** A source that failed while it was being sent. */
export class SourceFailure extends Error {
  readonly issue: Issue;

  constructor(index: number, cause: unknown) {
    super("The source of an attachment failed");
    const code = cause instanceof ContentError ? cause.code : "unreadable";
    this.issue = issue(`/attachments/${index}/content`, code);
  }
}

/** A JSON object whose length is known before its first byte is sent, to be sent once per attempt. */
export class BodyPlan {
  /** In bytes. */
  readonly length: number;
  readonly #texts: readonly Uint8Array[];
  readonly #contents: readonly Content[];

  /**
   * @param json the text of an object, cut into one piece more than there are contents
   * @param contents what belongs between the pieces
   */
  constructor(json: readonly string[], contents: readonly Content[] = []) {
    const last = json.length - 1;
    this.#texts = json.map((text, index) => encoder.encode(index === last ? text.slice(0, -1) : text));
    this.#contents = contents;
    const closingBrace = 1;
    this.length = [...this.#texts, ...contents].reduce((sum, { length }) => sum + length, closingBrace);
  }

  /** The body for one attempt. */
  open(signal: AbortSignal, onProgress?: OnProgress): OneShotBody {
    const chunks = this.#contents.length > 0 ? this.#chunks() : this.#texts.values();
    return new OneShotBody(this.length, chunks, signal, onProgress);
  }

  async *#chunks() {
    for (const [index, text] of this.#texts.entries()) {
      yield text;
      try {
        yield* this.#contents[index]?.read() ?? [];
      } catch (error) {
        throw new SourceFailure(index, error);
      }
    }
  }
}

/** The body of a request with attachments. They come last, so that it still ends with braces. */
export function planBody(
  request: AddCaseCommentRequest,
  attachments: readonly CheckedAttachment[],
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
