import { holdsMoreThan } from "./json-size.ts";

/** A body as it came in: JSON, or the reason why it could not be taken. */
export type ReceivedBody = { json: unknown } | { refused: "malformed" | "tooLarge" };

/** More strings, arrays, objects and commas than any comment holds, and as many as a parser gets through in a second. */
export const mostValues = 1_000_000;

const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads the bytes of a body as JSON in UTF-8. A byte order mark is passed over. What holds more
 * than `mostValues` is refused unread.
 *
 * @example
 * parseBody(Buffer.from('{"a":1}')) // { json: { a: 1 } }
 * parseBody(Buffer.from("{")) // { refused: "malformed" }
 *
 * @param parse reads the bytes, and throws if it can't
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-8.1
 */
export function parseBody(bytes: Uint8Array, parse = parseText): ReceivedBody {
  if (holdsMoreThan(bytes, mostValues)) return { refused: "tooLarge" };
  try {
    return { json: parse(bytes) };
  } catch {
    // The engine's message would quote the body, so it is dropped.
    return { refused: "malformed" };
  }
}

const parseText = (bytes: Uint8Array): unknown => JSON.parse(utf8.decode(bytes));
