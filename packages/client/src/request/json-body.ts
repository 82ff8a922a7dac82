import type { Content } from "../attachments/attachment.ts";
import type { AddCommentBody } from "../contract-types.ts";
import { encodeText } from "../text-codec.ts";
import type { CheckedRequest } from "./input-check.ts";
import { type BodyParts, OneShotBody, type OnProgress } from "./one-shot-body.ts";

/** A JSON object or array whose length is known before its first byte is sent, to be sent once per attempt. */
export class JsonBody implements BodyParts {
  readonly length: number;
  readonly texts: readonly Uint8Array[];
  readonly contents: readonly Content[];

  /**
   * @param json the text of an object or array, cut into one piece more than there are contents
   * @param contents what belongs between the pieces
   */
  constructor(json: readonly string[], contents: readonly Content[] = []) {
    const texts = json.map(encodeText);
    const last = texts.pop() as Uint8Array;
    this.texts = [...texts, last.subarray(0, -1), last.subarray(-1)];
    this.contents = contents;
    this.length = [...this.texts, ...contents].reduce((sum, { length }) => sum + length, 0);
  }

  /** The body for one attempt. */
  open(signal: AbortSignal, onProgress?: OnProgress): OneShotBody {
    return new OneShotBody(this, signal, onProgress);
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
