import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type Contract, type ExpectedFailure, parseBody, type ReceivedBody } from "@case-comments/contract";
import type { ResponseCache } from "./engine/response-cache.ts";
import { type Fault, faultOfPath } from "./faults.ts";
import { hintFor } from "./hint.ts";
import { builtInResponses } from "./http/built-in-responses.ts";
import { allowOrigin } from "./http/cors.ts";
import { closeAfter } from "./http/lingering-close.ts";
import { type PreparedResponse, send } from "./http/prepared-response.ts";
import { readBody } from "./http/read-body.ts";
import { queryOf } from "./http/request-target.ts";
import { injectFault } from "./inject-fault.ts";
import { type Preference, parsePrefer } from "./prefer.ts";
import { type Call, route } from "./route.ts";
import { responseSelection } from "./select-response.ts";

/** A request, and what became of it. */
export interface Exchange {
  method: string;
  call?: Call | undefined;
  body?: ReceivedBody | undefined;
  /** The length of the body in bytes, as far as it was read. */
  length: number;
  /** The failure that the request provoked, whatever it was answered. */
  expected?: ExpectedFailure | undefined;
  /** Absent when a fault withheld the response. */
  status?: number | undefined;
  /** The name of the response or of the fault. */
  response: string;
  hint?: string | undefined;
  ms: number;
}

/** A call that is about to succeed. */
export interface SucceedingCall extends Call {
  method: string;
  headers: IncomingHttpHeaders;
  body: unknown;
}

export interface RequestHandlerOptions {
  contract: Contract;
  responses: ResponseCache;
  /** How long each response of the API waits, in milliseconds. */
  delay: number;
  /** Ends the waiting. */
  stopped: AbortSignal;
  /** Chooses what a call that is about to succeed gets instead, unless the caller ordered something. */
  intercept?: ((call: SucceedingCall) => Fault | PreparedResponse | undefined) | undefined;
  /** Told of each exchange when its response has been handed to the connection. */
  onExchange(exchange: Exchange): void;
}

// Of an operation whose contract states no limit, and of what is no operation.
const usualMaxBodyBytes = 32_000_000;

/**
 * Builds what handles requests: it reads each within the contract's limit, finds the response that
 * is expected, and sends that or the fault that was ordered.
 */
export function createRequestHandler(options: RequestHandlerOptions) {
  const { contract, responses, delay, stopped, intercept, onExchange } = options;
  const selectResponse = responseSelection(contract);
  const limits = new Map(contract.operations.map(({ operation, maxBodyBytes }) => [operation, maxBodyBytes]));

  /** @param begin called before the body is read, and not if it is too large to be read at all */
  return async function handle(request: IncomingMessage, response: ServerResponse, begin: () => void) {
    const started = performance.now();
    const { method = "", headers, url = "" } = request;
    const target = route(request, contract);
    const call = "operation" in target ? target : undefined;
    const preference = parsePrefer(joined(headers.prefer));
    const ordered = call && (preference?.fault ?? faultOfPath(call.path));
    if (ordered === "reset") return end(ordered, builtInResponses.brokenHttp, {});

    const limit = (call && limits.get(call.operation)) ?? usualMaxBodyBytes;
    const bytes = await readBody(request, limit, begin);
    if (bytes === "aborted" || response.headersSent) return;
    const body = call && read(bytes);
    const received = { ...(body && { body }), query: queryOf(url), headers };
    const expected = call && contract.checkRequest({ ...call, ...received });
    const prepared = "operation" in target ? await prepare(target, expected, request, preference) : target;
    if (call && delay > 0) await sleep(delay, undefined, { signal: stopped }).catch(() => {});
    if (response.destroyed) return;
    const content = bytes === "tooLarge" ? nothing : bytes;
    const hint = expected && hintFor(expected, { url, headers, content });
    const mayIntercept = call && !expected && !ordered && headers.prefer === undefined;
    const json = body && "json" in body ? body.json : undefined;
    const instead =
      ordered ?? (mayIntercept ? intercept?.({ ...call, method, headers, body: json }) : undefined);
    end(instead, prepared, { body, length: content.length, expected, hint });

    function end(
      instead: Fault | PreparedResponse | undefined,
      prepared: PreparedResponse,
      about: Partial<Exchange>,
    ): void {
      allowOrigin(request, response);
      if (!request.complete) closeAfter(request, response);
      if (about.hint) response.setHeader("case-comments-mock-hint", about.hint);
      const isFault = typeof instead === "string";
      const sent = isFault ? injectFault(instead, response, prepared) : send(response, instead ?? prepared);
      const ms = performance.now() - started;
      const name = isFault ? instead : (instead ?? prepared).name;
      onExchange({ method, call, length: 0, ...about, status: sent?.status, response: name, ms });
    }
  };

  function prepare(
    { operation }: Call,
    expected: ExpectedFailure | undefined,
    { headers }: IncomingMessage,
    preference: Preference | undefined,
  ): PreparedResponse | Promise<PreparedResponse> {
    if (expected?.response.status !== 413 && !isPlain(headers["content-encoding"]))
      return builtInResponses.unsupportedEncoding;
    if (!preference) return builtInResponses.unknownPreference;
    const selector = selectResponse(operation, expected?.response, preference);
    return responses.cached(selector) ?? responses.load(selector);
  }
}

function read(body: Buffer | "tooLarge"): ReceivedBody | undefined {
  if (body === "tooLarge") return { refused: "tooLarge" };
  return body.length > 0 ? parseBody(body) : undefined;
}

const nothing = Buffer.alloc(0);
const joined = (header: string | string[] | undefined) => (Array.isArray(header) ? header.join() : header);
const isPlain = (encoding: string | undefined) =>
  encoding === undefined || /^(identity)?$/i.test(encoding.trim());
