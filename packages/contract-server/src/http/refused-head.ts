import type { IncomingMessage } from "node:http";
import type { BuiltInResponses } from "../built-in-responses.ts";
import type { PreparedResponse } from "./prepared-response.ts";

/** As many as Node keeps by itself; what comes after them it would silently drop. */
const mostHeaderLines = 1_000;

/**
 * Refuses a head that Node lets through although others would read it in another way: one request would
 * be two, or would be for somebody else. The connection can't be used any further.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-6.1
 */
export function refusedHead(
  { rawHeaders, headers, httpVersionMajor, httpVersionMinor }: IncomingMessage,
  responses: BuiltInResponses,
): PreparedResponse | undefined {
  if (httpVersionMajor !== 1) return responses.brokenHttp;
  if (rawHeaders.length > 2 * mostHeaderLines) return responses.headersTooLarge;
  if (countOf("host", rawHeaders) > 1) return responses.brokenHttp;
  const coding = headers["transfer-encoding"];
  if (coding === undefined) return undefined;
  if (httpVersionMinor === 0) return responses.brokenHttp;
  return /^chunked$/i.test(coding) ? undefined : responses.unsupportedTransferEncoding;
}

/** How many lines of a header there are. Node keeps the first Host alone. */
function countOf(name: string, rawHeaders: readonly string[]): number {
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const line = rawHeaders[at];
    if (line?.length === name.length && line.toLowerCase() === name) count += 1;
  }
  return count;
}
