import type { IncomingMessage, ServerResponse } from "node:http";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { type Contract, parseBody, type ReceivedBody } from "@case-comments/contract";
import type { BuiltInResponses } from "./built-in-responses.ts";
import type { CallHead, Exchange, ReceivedCall, Reply } from "./call.ts";
import { type Fault, faultResponse, isBeforeBody } from "./faults.ts";
import { answerMemory } from "./http/answer-memory.ts";
import { allowOrigin } from "./http/cors.ts";
import { closeAfter } from "./http/lingering-close.ts";
import { sendPieces } from "./http/prepared-response.ts";
import type { BodyReader } from "./http/read-body.ts";
import { pathOf, queryOf } from "./http/request-target.ts";
import { injectFault } from "./inject-fault.ts";
import { parseJson } from "./parse-json.ts";
import { pathShape } from "./path-shape.ts";
import { type Probes, type Refuse, route } from "./route.ts";

/** What the answers of a server come from. */
export interface CallHandler {
  /** Answers a call. What it throws is answered with 500. */
  handle(call: ReceivedCall): Reply | Promise<Reply>;
  /** The fault that a call's head orders. One that happens before the body is read happens at once. */
  faultOf?: ((head: CallHead) => Fault | undefined) | undefined;
  /** Asked of every request before all else; what it gives is the response. */
  refuse?: Refuse | undefined;
  /** Told of each exchange, before its response is sent. */
  onExchange?: ((exchange: Exchange) => void) | undefined;
}

export interface RequestHandlerOptions extends CallHandler {
  contract: Contract;
  responses: BuiltInResponses;
  /** Whether pages of any origin may read the responses. */
  cors: boolean;
  probes: Probes;
  /** The header that holds the hint. */
  hintHeader: string;
  readBody: BodyReader;
  /** How long an answer may stand still because nobody takes it, in milliseconds. */
  answerMs: number;
  stopped: AbortSignal;
}

// To read or to check more than this takes milliseconds, in which others would wait.
const largeBytes = 1_000_000;
// Of an operation whose contract states no limit, and of what is no operation.
const usualMaxBodyBytes = 32_000_000;

/**
 * Builds what handles requests: it reads each within the contract's limit, checks it, asks the
 * handler of calls, and sends the response or lets a fault happen.
 */
export function createRequestHandler(options: RequestHandlerOptions) {
  const { contract, responses, cors, probes, hintHeader, readBody, stopped } = options;
  const { handle, faultOf, refuse, onExchange, answerMs } = options;
  const memory = answerMemory(answerMs);
  const shapeOf = pathShape(contract);
  const limits = new Map(contract.operations.map(({ operation, maxBodyBytes }) => [operation, maxBodyBytes]));

  /** @param begin called before the body is read, and not if it is too large to be read at all */
  return async function handleRequest(
    request: IncomingMessage,
    response: ServerResponse,
    begin: () => void,
  ): Promise<void> {
    const started = performance.now();
    const target = route(request, contract, responses, { cors, probes, refuse });
    const head = "operation" in target ? target : undefined;
    const ordered = head && faultOf?.(head);
    if (ordered && isBeforeBody(ordered)) return end({ response: responses.brokenHttp, fault: ordered }, {});

    const limit = (head && limits.get(head.operation)) ?? usualMaxBodyBytes;
    const { body: bytes, release } = await readBody(request, limit, begin);
    try {
      if (bytes === "aborted" || response.headersSent) return;
      if (bytes === "timeout") return end({ response: responses.timeout }, {});
      const content = bytes === "tooLarge" ? nothing : bytes;
      if (typeof target === "function") {
        const response = (await target()) ? responses.ready : responses.notReady;
        return end({ response }, {});
      }
      if (!("operation" in target))
        return end(
          { response: target },
          { content, ...(target.status >= 400 && { pathShape: shapeOf(pathOf(request.url ?? "")) }) },
        );

      const query = queryOf(target.url);
      const isLarge = bytes.length > largeBytes;
      if (isLarge) await nextTurn();
      const body = received(bytes);
      if (isLarge) await nextTurn();
      const expected = contract.checkRequest({ ...target, query, ...(body && { body }) });
      if (isLarge) await nextTurn();
      const isEncoded = expected?.response.status !== 413 && !isPlain(target.headers["content-encoding"]);
      const handled = isEncoded
        ? { response: responses.unsupportedEncoding }
        : handle({
            ...target,
            query,
            body,
            content,
            expected,
            stopped,
            room: (bytes) => memory.lend(response, bytes),
          });
      const reply = handled instanceof Promise ? await handled : handled;
      if (response.destroyed) return;
      return end(ordered ? { ...reply, fault: ordered } : reply, { body, content, expected });
    } finally {
      release();
      memory.handled(response);
    }

    /** Nothing in here may keep the body while the response waits. */
    function end(
      { response: prepared, pieces, fault, delay = 0, hint }: Reply,
      about: Partial<Exchange>,
    ): void | Promise<void> {
      if (cors) allowOrigin(request, response);
      if (!request.complete || (fault && isBeforeBody(fault))) closeAfter(request, response);
      if (hint) response.setHeader(hintHeader, hint);
      const sent = fault ? faultResponse(fault, prepared) : prepared;
      const { method = "" } = request;
      const ms = performance.now() - started;
      onExchange?.({
        method,
        call: head,
        ...about,
        status: sent?.status,
        response: fault ?? prepared.name,
        hint,
        ms,
      });
      const answer = () => {
        if (response.destroyed) return;
        const isLarge = memory.begin(response);
        if (fault) return injectFault(fault, response, sent, stopped);
        if (pieces) sendPieces(response, prepared, pieces);
        else memory.send(response, prepared);
        // Most are out by now.
        if (isLarge || pieces || response.writableLength > 0) response.setTimeout(answerMs);
      };
      return delay > 0 ? sleep(delay, undefined, { signal: stopped }).then(answer, answer) : answer();
    }
  };
}

function received(bytes: Buffer | "tooLarge"): ReceivedBody | undefined {
  if (bytes === "tooLarge") return { refused: "tooLarge" };
  return bytes.length > 0 ? parseBody(bytes, parseJson) : undefined;
}

const isPlain = (encoding: string | undefined) =>
  encoding === undefined || /^(identity)?$/i.test(encoding.trim());
const nothing = Buffer.alloc(0);
