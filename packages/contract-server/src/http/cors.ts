import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { jsonResponse, type PreparedResponse } from "./prepared-response.ts";

/** Lets pages of any origin read an answer. The API's key is no cookie, so no origin is trusted with anything. */
export function allowOrigin(request: IncomingMessage, response: ServerResponse): void {
  if (request.headers.origin === undefined) return;
  response.setHeader("access-control-allow-origin", "*");
  response.setHeader("access-control-expose-headers", "*");
}

/** The answer to OPTIONS: what a path takes. */
export function optionsResponse(allow: readonly string[]): PreparedResponse {
  return jsonResponse(204, "options", undefined, { allow: withOptions(allow) });
}

/**
 * The answer to a browser that asks beforehand: leave to send what the path takes, with any header.
 * `undefined` if it doesn't ask.
 *
 * @see https://fetch.spec.whatwg.org/#cors-preflight-fetch
 */
export function preflightResponse(
  headers: IncomingHttpHeaders,
  allow: readonly string[],
): PreparedResponse | undefined {
  if (headers["access-control-request-method"] === undefined) return undefined;
  const methods = withOptions(allow);
  return jsonResponse(204, "preflight", undefined, {
    allow: methods,
    "access-control-allow-methods": methods,
    "access-control-allow-headers": headers["access-control-request-headers"] ?? "*",
    "access-control-max-age": "600",
  });
}

const withOptions = (allow: readonly string[]) => [...allow, "OPTIONS"].join(", ");
