import { type Content, ContentError } from "../attachments/attachment.ts";
import type { AddCommentBody } from "../contract-types.ts";
import { type Issue, issue } from "../issue.ts";
import type { CheckedRequest } from "./input-check.ts";
import { OneShotBody, type OnProgress } from "./one-shot-body.ts";

const encoder = new TextEncoder();

/** A source that failed while it was being sent. */
export class SourceFailure extends Error {
  readonly issue: Issue;
  readonly reason: unknown;

  constructor(index: number, reason: unknown) {
    super("The source of an attachment failed");
    this.reason = reason;
    const code = reason instanceof ContentError ? reason.code : "unreadable";
    this.issue = issue(`/attachments/${index}/content`, code);
  }
}

/** A JSON object or array whose length is known before its first byte is sent, to be sent once per attempt. */
export class JsonBody {
  /** In bytes. */
  readonly length: number;
  readonly #texts: readonly Uint8Array[];
  readonly #contents: readonly Content[];
  readonly #lastByte: Uint8Array;

  /**
   * @param json the text of an object or array, cut into one piece more than there are contents
   * @param contents what belongs between the pieces
   */
  constructor(json: readonly string[], contents: readonly Content[] = []) {
    const last = json.length - 1;
    this.#texts = json.map((text, index) => encoder.encode(index === last ? text.slice(0, -1) : text));
    this.#lastByte = encoder.encode(json[last]?.slice(-1));
    this.#contents = contents;
    this.length = [...this.#texts, ...contents].reduce((sum, { length }) => sum + length, 1);
  }

  /** The body for one attempt. */
  open(signal: AbortSignal, onProgress?: OnProgress): OneShotBody {
    const chunks = this.#contents.length > 0 ? this.#chunks() : this.#texts.values();
    return new OneShotBody(this.length, chunks, this.#lastByte, signal, onProgress);
  }

  #chunks(): AsyncIterator<Uint8Array> {
    let source: ReturnType<Content["read"]> | undefined;
    const chunks = this.#generate((opened) => {
      source = opened;
    });
    return {
      next: () => chunks.next(),
      async return() {
        // The generator itself would wait for a source that has stalled.
        await source?.return?.();
        return { done: true, value: undefined };
      },
    };
  }

  async *#generate(onOpen: (source: ReturnType<Content["read"]>) => void) {
    for (const [index, text] of this.#texts.entries()) {
      yield text;
      const content = this.#contents[index];
      if (!content) continue;
      try {
        const source = content.read();
        onOpen(source);
        for (;;) {
          const { done, value } = await source.next();
          if (done) break;
          yield value;
        }
      } catch (error) {
        throw new SourceFailure(index, error);
      }
    }
  }
}

type Communication = AddCommentBody["communication"];
const list = "attachments" satisfies keyof Communication;
const content = "content" satisfies keyof NonNullable<Communication[typeof list]>[number];

/** The body of a checked request. Its attachments come last, so that it still ends with braces. */
export function jsonBody({ body, attachments }: CheckedRequest): JsonBody {
  const json = JSON.stringify(body);
  if (attachments.length === 0) return new JsonBody([json]);
  const openings = attachments.map(({ options }, index) => {
    const start = index === 0 ? `${json.slice(0, -2)},"${list}":[` : '"},';
    return `${start}${JSON.stringify(options).slice(0, -1)},"${content}":"`;
  });
  return new JsonBody(
    [...openings, '"}]}}'],
    attachments.map(({ content }) => content),
  );
}
