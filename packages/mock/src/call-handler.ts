import type { Contract } from "@case-comments/contract";
import type { CallHead, Fault, PreparedResponse, ReceivedCall, Reply } from "@case-comments/contract-server";
import type { AnswerQueues } from "./answers/answer-queues.ts";
import type { ResponseCache } from "./engine/response-cache.ts";
import { hintFor } from "./hint.ts";
import type { QueuedAnswer } from "./mock.ts";
import type { OwnValues } from "./own-values/own-values.ts";
import { ordersItself, type Preference, preferenceOf } from "./prefer.ts";
import { responseSelection } from "./select-response.ts";
import { unknownPreference } from "./undocumented-responses.ts";

/** A call that is about to succeed. */
export interface SucceedingCall extends CallHead {
  body: unknown;
}

/** Chooses what a call that is about to succeed gets instead, unless something was ordered for it. */
export type Intercept = (call: SucceedingCall) => Fault | PreparedResponse | undefined;

export interface CallHandlerOptions {
  contract: Contract;
  responses: ResponseCache;
  withOwnValues: OwnValues;
  /** What tests have ordered for the calls to come. */
  answers?: AnswerQueues | undefined;
  /** How long each response waits, in milliseconds. */
  delay: number;
  intercept?: Intercept | undefined;
}

/** Builds what answers a mock's calls: with the response that is due, or with the one that is asked for. */
export function callHandler(options: CallHandlerOptions) {
  const { contract, responses, withOwnValues, answers, delay, intercept } = options;
  const selectResponse = responseSelection(contract);

  function prepare(call: ReceivedCall, preference: Preference): PreparedResponse | Promise<PreparedResponse> {
    const selector = selectResponse(call.operation, call.expected?.response, preference);
    const isAsItStands = selector.dynamic || preference.example !== undefined;
    const finish = (prepared: PreparedResponse) => (isAsItStands ? prepared : withOwnValues(prepared, call));
    const cached = responses.cached(selector);
    return cached ? finish(cached) : responses.load(selector).then(finish);
  }

  function reply(call: ReceivedCall, response: PreparedResponse, queued: QueuedAnswer | undefined): Reply {
    const hint = hintFor(call.expected, call);
    if (queued) return { response, fault: queued.fault, delay, hint };
    const isFree = !call.expected && !ordersItself(call);
    const instead = isFree ? intercept?.({ ...call, body: jsonOf(call) }) : undefined;
    if (typeof instead === "string") return { response, fault: instead, delay, hint };
    return { response: instead ?? response, delay, hint };
  }

  // Most calls need no promise, and a promise costs more than the rest of this.
  return function handle(call: ReceivedCall): Reply | Promise<Reply> {
    const queued = ordersItself(call) ? undefined : answers?.take(call);
    const preference = queued ?? preferenceOf(call.headers);
    const prepared = preference ? prepare(call, preference) : unknownPreference;
    return prepared instanceof Promise
      ? prepared.then((response) => reply(call, response, queued))
      : reply(call, prepared, queued);
  };
}

const jsonOf = ({ body }: ReceivedCall) => (body && "json" in body ? body.json : undefined);
