import { setTimeout as sleep } from "node:timers/promises";
import type { Contract } from "@case-comments/contract";
import type { CallHead, Fault, PreparedResponse, ReceivedCall, Reply } from "@case-comments/contract-server";
import type { ResponseCache } from "./engine/response-cache.ts";
import { hintFor } from "./hint.ts";
import { orderedFault, preferenceOf } from "./prefer.ts";
import { responseSelection } from "./select-response.ts";
import { unknownPreference } from "./undocumented-responses.ts";

/** A call that is about to succeed. */
export interface SucceedingCall extends CallHead {
  body: unknown;
}

/** Chooses what a call that is about to succeed gets instead, unless the caller ordered something. */
export type Intercept = (call: SucceedingCall) => Fault | PreparedResponse | undefined;

export interface CallHandlerOptions {
  contract: Contract;
  responses: ResponseCache;
  /** How long each response waits, in milliseconds. */
  delay: number;
  intercept?: Intercept | undefined;
}

/** Builds what answers a mock's calls: with the response that is due, or with the one that is asked for. */
export function callHandler({ contract, responses, delay, intercept }: CallHandlerOptions) {
  const selectResponse = responseSelection(contract);

  function prepare({
    operation,
    headers,
    expected,
  }: ReceivedCall): PreparedResponse | Promise<PreparedResponse> {
    const preference = preferenceOf(headers);
    if (!preference) return unknownPreference;
    const selector = selectResponse(operation, expected?.response, preference);
    return responses.cached(selector) ?? responses.load(selector);
  }

  return async function handle(call: ReceivedCall): Promise<Reply> {
    const prepared = await prepare(call);
    if (delay > 0) await sleep(delay, undefined, { signal: call.stopped }).catch(() => {});
    const hint = call.expected && hintFor(call.expected, call);
    const instead = mayIntercept(call) ? intercept?.({ ...call, body: jsonOf(call) }) : undefined;
    if (typeof instead === "string") return { response: prepared, fault: instead, hint };
    return { response: instead ?? prepared, hint };
  };
}

function mayIntercept(call: ReceivedCall): boolean {
  return !call.expected && call.headers.prefer === undefined && !orderedFault(call);
}

const jsonOf = ({ body }: ReceivedCall) => (body && "json" in body ? body.json : undefined);
