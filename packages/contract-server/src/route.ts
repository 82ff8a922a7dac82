import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { type Contract, unknownPath } from "@case-comments/contract";
import type { BuiltInResponses } from "./built-in-responses.ts";
import type { CallHead } from "./call.ts";
import { optionsResponse, preflightResponse } from "./http/cors.ts";
import type { PreparedResponse } from "./http/prepared-response.ts";
import { pathOf } from "./http/request-target.ts";

/** Says whether a server can do its work. */
export type Probe = () => boolean | Promise<boolean>;

/** The probes of a server, by the path at which they are asked. */
export type Probes = Readonly<Record<string, Probe>>;

/** Refuses a request by its headers, whatever it asks for. */
export type Refuse = (headers: IncomingHttpHeaders) => PreparedResponse | undefined;

/** HEAD asks for what GET does, wherever there is that. @see https://www.rfc-editor.org/rfc/rfc9110#section-9.1 */
function matchWithHead(method: string, path: string, matchOperation: Contract["matchOperation"]) {
  const match = matchOperation(method, path);
  if (!match || "operation" in match || !match.allow.includes("GET")) return match;
  if (method === "HEAD") return matchOperation("GET", path);
  return { allow: match.allow.flatMap((each) => (each === "GET" ? ["GET", "HEAD"] : [each])) };
}

/** What a request line asks for: an operation of the contract, a probe, or a built-in response. */
export function route(
  { method = "", url = "", headers, httpVersion }: IncomingMessage,
  { matchOperation }: Contract,
  responses: BuiltInResponses,
  { cors, probes, refuse }: { cors: boolean; probes: Probes; refuse?: Refuse | undefined },
): CallHead | Probe | PreparedResponse {
  if (headers.host === undefined && httpVersion === "1.1") return responses.missingHost;
  const refusal = refuse?.(headers);
  if (refusal) return refusal;
  const path = pathOf(url);
  const probe = Object.hasOwn(probes, path) ? probes[path] : undefined;
  const match = probe ? { allow: ["GET", "HEAD"] } : matchWithHead(method, path, matchOperation);
  if (match && "operation" in match) return { ...match, method, url, headers };
  if (method === "OPTIONS" && (match || path === "*")) {
    const allow = match?.allow ?? [];
    return (cors && preflightResponse(headers, allow)) || optionsResponse(allow);
  }
  if (match && !match.allow.includes(method)) return responses.methodNotAllowed(match.allow);
  if (probe) return probe;
  return responses[unknownPath(method, path, matchOperation)];
}
