import type { IncomingMessage } from "node:http";
import { type Contract, type Match, unknownPath } from "@case-comments/contract";
import { builtInResponses, methodNotAllowed } from "./http/built-in-responses.ts";
import { optionsResponse } from "./http/cors.ts";
import type { PreparedResponse } from "./http/prepared-response.ts";
import { pathOf } from "./http/request-target.ts";

/** A call of one of the contract's operations. */
export type Call = Extract<Match, { operation: string }>;

/** What a request line asks for: an operation of the contract, or a built-in response. */
export function route(request: IncomingMessage, { matchOperation }: Contract): Call | PreparedResponse {
  const { method = "", headers } = request;
  if (headers.host === undefined && request.httpVersion === "1.1") return builtInResponses.missingHost;
  const path = pathOf(request.url ?? "");
  const match = path === "/healthz" ? { allow: ["GET", "HEAD"] } : matchOperation(method, path);
  if (match && "operation" in match) return match;
  if (method === "OPTIONS" && (match || path === "*")) return optionsResponse(request, match?.allow ?? []);
  if (match) return match.allow.includes(method) ? builtInResponses.ready : methodNotAllowed(match.allow);
  return builtInResponses[unknownPath(method, path, matchOperation)];
}
