import type { Content } from "../attachments/attachment.ts";
import type { AddCommentBody } from "../contract-types.ts";
import { encodeText } from "../text-codec.ts";
import type { CheckedRequest } from "./input-check.ts";
import type { BodyParts } from "./one-shot-body.ts";

/**
 * Of how many characters a connection takes all bytes in one turn, whatever else it holds. A closing
 * brace that is handed over by itself in the same turn proves nothing more, and costs a packet.
 */
const oneTurn = 4096;

/** The parts of a JSON object or array. */
export const partsOfText = (json: string): BodyParts =>
  bodyParts(json.length > oneTurn ? [json.slice(0, -1), json.slice(-1)] : [json]);

/** Texts with contents behind the first of them; their length is known before the first byte is sent. */
function bodyParts(json: readonly string[], contents: readonly Content[] = []): BodyParts {
  const texts = json.map(encodeText);
  return { texts, contents, length: [...texts, ...contents].reduce((sum, { length }) => sum + length, 0) };
}

type Communication = AddCommentBody["communication"];
const list = "attachments" satisfies keyof Communication;
const content = "content" satisfies keyof NonNullable<Communication[typeof list]>[number];

/** The body of a checked request. Its attachments come last, so that it still ends with braces. */
export function jsonBody({ body, attachments }: CheckedRequest): BodyParts {
  const json = JSON.stringify(body);
  if (attachments.length === 0) return partsOfText(json);
  const openings = attachments.map(({ options }, index) => {
    const start = index === 0 ? `${json.slice(0, -2)},"${list}":[` : '"},';
    return `${start}${JSON.stringify(options).slice(0, -1)},"${content}":"`;
  });
  return bodyParts(
    [...openings, '"}]}', "}"],
    attachments.map(({ content }) => content),
  );
}
