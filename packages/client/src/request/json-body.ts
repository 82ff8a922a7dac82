import type { Content } from "../attachments/attachment.ts";
import type { AddCommentBody } from "../contract-types.ts";
import { encodeText } from "../text-codec.ts";
import type { CheckedRequest } from "./input-check.ts";
import type { BodyParts } from "./one-shot-body.ts";

/**
 * A JSON object or array whose length is known before its first byte is sent.
 *
 * @param json its text, cut into one piece more than there are contents
 * @param contents what belongs between the pieces
 */
export function bodyParts(json: readonly string[], contents: readonly Content[] = []): BodyParts {
  const pieces = json.map(encodeText);
  const last = pieces.pop() as Uint8Array;
  const texts = [...pieces, last.subarray(0, -1), last.subarray(-1)];
  return { texts, contents, length: [...texts, ...contents].reduce((sum, { length }) => sum + length, 0) };
}

type Communication = AddCommentBody["communication"];
const list = "attachments" satisfies keyof Communication;
const content = "content" satisfies keyof NonNullable<Communication[typeof list]>[number];

/** The body of a checked request. Its attachments come last, so that it still ends with braces. */
export function jsonBody({ body, attachments }: CheckedRequest): BodyParts {
  const json = JSON.stringify(body);
  if (attachments.length === 0) return bodyParts([json]);
  const openings = attachments.map(({ options }, index) => {
    const start = index === 0 ? `${json.slice(0, -2)},"${list}":[` : '"},';
    return `${start}${JSON.stringify(options).slice(0, -1)},"${content}":"`;
  });
  return bodyParts(
    [...openings, '"}]}}'],
    attachments.map(({ content }) => content),
  );
}
