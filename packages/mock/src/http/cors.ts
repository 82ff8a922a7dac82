import type { IncomingMessage, ServerResponse } from "node:http";
import { jsonResponse, type PreparedResponse } from "./prepared-response.ts";

/** Lets pages of any origin read an answer. The API's key is no cookie, so no origin is trusted with anything. */
export function allowOrigin(request: IncomingMessage, response: ServerResponse): void {
  if (request.headers.origin === undefined) return;
  response.setHeader("access-control-allow-origin", "*");
  response.setHeader("access-control-expose-headers", "*");
}

/**
 * The answer to OPTIONS: what a path takes, and to a browser that asks beforehand, leave to send
 * it with any header.
 *
 * @see https://fetch.spec.whatwg.org/#cors-preflight-fetch
 */
export function optionsResponse(request: IncomingMessage, allow: readonly string[]): PreparedResponse {
  const methods = [...allow, "OPTIONS"].join(", ");
  if (request.headers["access-control-request-method"] === undefined)
    return jsonResponse(204, "options", undefined, { allow: methods });
  const wanted = request.headers["access-control-request-headers"];
  return jsonResponse(204, "preflight", undefined, {
    allow: methods,
    "access-control-allow-methods": methods,
    "access-control-allow-headers": wanted ?? "*",
    "access-control-max-age": "600",
  });
}
