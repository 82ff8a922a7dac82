import type { IncomingMessage } from "node:http";
import { type Contract, unknownPath } from "@case-comments/contract";
import type { BuiltInResponses } from "./built-in-responses.ts";
import type { CallHead } from "./call.ts";
import { optionsResponse, preflightResponse } from "./http/cors.ts";
import type { PreparedResponse } from "./http/prepared-response.ts";
import { pathOf } from "./http/request-target.ts";

/** What a request line asks for: an operation of the contract, or a built-in response. */
export function route(
  { method = "", url = "", headers, httpVersion }: IncomingMessage,
  { matchOperation }: Contract,
  responses: BuiltInResponses,
  cors: boolean,
): CallHead | PreparedResponse {
  if (headers.host === undefined && httpVersion === "1.1") return responses.missingHost;
  const path = pathOf(url);
  const match = path === "/healthz" ? { allow: ["GET", "HEAD"] } : matchOperation(method, path);
  if (match && "operation" in match) return { ...match, method, url, headers };
  if (method === "OPTIONS" && (match || path === "*")) {
    const allow = match?.allow ?? [];
    return (cors && preflightResponse(headers, allow)) || optionsResponse(allow);
  }
  if (match) return match.allow.includes(method) ? responses.ready : responses.methodNotAllowed(match.allow);
  return responses[unknownPath(method, path, matchOperation)];
}
