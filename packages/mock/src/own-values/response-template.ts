import { randomUUID } from "node:crypto";
import type { PreparedResponse } from "@case-comments/contract-server";
import { slotsIn } from "./value-slots.ts";

/** A response of which every caller gets a copy with values of its own. */
export interface ResponseTemplate {
  /** How many ids it has. */
  readonly ids: number;
  /** The first time in it, in milliseconds since 1970. */
  readonly time: number;
  /** Puts values in; `uuid` is asked for each id, from 0. */
  fill(uuid: (index: number) => string, time: string): PreparedResponse;
}

/**
 * Makes a template of a response: its ids and times, as far as the schema says `format: uuid` or
 * `date-time`, become slots. `undefined` if it has none.
 *
 * Ids are 36 characters long and times 24, so that the length of the response never changes.
 */
export function responseTemplate(
  { status, name, headers, content }: PreparedResponse,
  schema: unknown,
): ResponseTemplate | undefined {
  if (content.length === 0) return undefined;
  const body: unknown = JSON.parse(String(content));
  const slots = slotsIn(schema, body);
  if (slots.length === 0) return undefined;
  const [firstTime] = slots.filter(({ format }) => format === "date-time").map(({ value }) => value);
  // What stands in a slot meanwhile can stand nowhere else.
  const marked = slots.map(({ format, replace }) => ({
    isId: format === "uuid",
    mark: replace(randomUUID()),
  }));
  const text = JSON.stringify(body);
  const placed = marked
    .map(({ isId, mark }) => ({ isId, start: text.indexOf(mark), end: text.indexOf(mark) + mark.length }))
    .sort((one, other) => one.start - other.start);
  const [before = "", ...behind] = [0, ...placed.map(({ end }) => end)].map((start, at) =>
    text.slice(start, placed[at]?.start),
  );

  const filled = (uuid: (index: number) => string, time: string) => {
    let ids = 0;
    let whole = before;
    for (let at = 0; at < placed.length; at += 1)
      whole += (placed[at]?.isId ? uuid(ids++) : time) + behind[at];
    return whole;
  };
  const length = String(Buffer.byteLength(filled(() => randomUUID(), new Date(0).toISOString())));
  const fields = { ...headers, "content-length": length };
  return {
    ids: placed.filter(({ isId }) => isId).length,
    time: Date.parse(firstTime ?? "") || 0,
    fill: (uuid, time) => ({ status, name, headers: fields, content: filled(uuid, time) }),
  };
}
