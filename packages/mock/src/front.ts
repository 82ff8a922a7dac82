import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, type Contract, parseBody, type ReceivedBody } from "@case-comments/contract";
import { answerChoice } from "./choose-answer.ts";
import { commitFault } from "./commit-fault.ts";
import type { Answers } from "./engine/answers.ts";
import { type Fault, faultOfCase } from "./faults.ts";
import { allowOrigin } from "./http/cors.ts";
import { type HttpAnswer, send } from "./http/http-answer.ts";
import { holdsMoreThan } from "./http/json-size.ts";
import { closeAfter } from "./http/lingering-close.ts";
import { ownAnswers } from "./http/own-answers.ts";
import { readBody } from "./http/read-body.ts";
import { placeholderHint } from "./placeholders.ts";
import { type Preference, parsePrefer } from "./prefer.ts";
import { type Call, route } from "./route.ts";

/** A request, and what became of it. */
export interface Exchange {
  method: string;
  call?: Call | undefined;
  body?: ReceivedBody | undefined;
  /** The length of the body in bytes, as far as it was read. */
  length: number;
  /** The refusal that the request deserved, whatever it was answered. */
  deserved?: Answer | undefined;
  /** Absent when a fault withheld the answer. */
  status?: number | undefined;
  /** The name of the answer or of the fault. */
  answer: string;
  hint?: string | undefined;
  ms: number;
}

export interface FrontOptions {
  contract: Contract;
  answers: Answers;
  /** How long each answer of the API waits, in milliseconds. */
  delay: number;
  /** Ends the waiting. */
  stopped: AbortSignal;
  /** Told of each exchange when its answer has been handed to the connection. */
  onExchange(exchange: Exchange): void;
}

/**
 * Builds what answers requests: it reads each within the contract's limit, finds the answer it
 * deserves, and sends that or the fault that was ordered.
 */
export function createFront({ contract, answers, delay, stopped, onExchange }: FrontOptions) {
  const chooseAnswer = answerChoice(contract);

  /** @param begin called before the body is read, and not if it is too large to be read at all */
  return async function front(request: IncomingMessage, response: ServerResponse, begin: () => void) {
    const started = performance.now();
    const { method = "", headers } = request;
    const target = route(request, contract);
    const call = "operation" in target ? target : undefined;
    const preference = parsePrefer(joined(headers.prefer));
    const fault = call && (preference?.fault ?? faultOfCase(call.path.caseId));
    if (fault === "reset") return end(fault, ownAnswers.brokenHttp, {});

    const body = await readBody(request, contract.maxBodyBytes, begin);
    if (body === "aborted" || response.headersSent) return;
    const received = call && read(body);
    const deserved = call && received && contract.checkRequest({ ...call, headers, body: received });
    const answer = "operation" in target ? await answerTo(target, deserved, request, preference) : target;
    if (call && delay > 0) await sleep(delay, undefined, { signal: stopped }).catch(() => {});
    if (response.destroyed) return;
    const bytes = body === "tooLarge" ? nothing : body;
    const hint = deserved && placeholderHint(request.url ?? "", headers, bytes);
    end(fault, answer, { body: received, length: bytes.length, deserved, hint });

    function end(fault: Fault | undefined, due: HttpAnswer, about: Partial<Exchange>): void {
      allowOrigin(request, response);
      if (!request.complete) closeAfter(request, response);
      if (about.hint) response.setHeader("case-comments-mock-hint", about.hint);
      const sent = fault ? commitFault(fault, response, due) : send(response, due);
      const ms = performance.now() - started;
      const { body, length = 0, deserved, hint } = about;
      const status = sent?.status;
      onExchange({ method, call, body, length, deserved, status, answer: fault ?? due.name, hint, ms });
    }
  };

  function answerTo(
    { operation }: Call,
    deserved: Answer | undefined,
    { headers }: IncomingMessage,
    preference: Preference | undefined,
  ): HttpAnswer | Promise<HttpAnswer> {
    if (deserved?.status !== 413 && !isPlain(headers["content-encoding"]))
      return ownAnswers.unsupportedEncoding;
    if (!preference) return ownAnswers.unknownPreference;
    const wanted = chooseAnswer(operation, deserved, preference);
    return answers.kept(wanted) ?? answers.ask(wanted);
  }
}

// More than any comment holds, and as many as a parser gets through in a second.
const mostValues = 1_000_000;

function read(body: Buffer | "tooLarge"): ReceivedBody {
  return body === "tooLarge" || holdsMoreThan(body, mostValues) ? { refused: "tooLarge" } : parseBody(body);
}

const nothing = Buffer.alloc(0);
const joined = (header: string | string[] | undefined) => (Array.isArray(header) ? header.join() : header);
const isPlain = (encoding: string | undefined) =>
  encoding === undefined || /^(identity)?$/i.test(encoding.trim());
