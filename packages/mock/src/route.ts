import type { IncomingMessage } from "node:http";
import type { Contract, Match } from "@case-comments/contract";
import { optionsAnswer } from "./http/cors.ts";
import type { HttpAnswer } from "./http/http-answer.ts";
import { methodNotAllowed, ownAnswers } from "./http/own-answers.ts";
import { pathOf } from "./http/request-target.ts";

/** A call of one of the contract's operations. */
export type Call = Extract<Match, { operation: string }>;

/** What a request line asks for: an operation of the contract, or an answer of the mock's own. */
export function route(request: IncomingMessage, { matchOperation }: Contract): Call | HttpAnswer {
  const { method = "", headers } = request;
  if (headers.host === undefined && request.httpVersion === "1.1") return ownAnswers.missingHost;
  const path = pathOf(request.url ?? "");
  const match = path === "/healthz" ? { allow: ["GET", "HEAD"] } : matchOperation(method, path);
  if (match && "operation" in match) return match;
  if (method === "OPTIONS" && (match || path === "*")) return optionsAnswer(request, match?.allow ?? []);
  if (match) return match.allow.includes(method) ? ownAnswers.ready : methodNotAllowed(match.allow);
  const known = path.endsWith("/") && matchOperation(method, path.slice(0, -1));
  return known ? ownAnswers.trailingSlash : ownAnswers.unknownPath;
}
