import type { Settings } from "../client-options.ts";
import { type AddCommentError, callError, withCallId } from "../errors.ts";
import { callHook } from "../hooks.ts";
import type { OneShotBody } from "../request/one-shot-body.ts";
import type { AddCommentResult } from "../result.ts";
import type { Deadline } from "./deadline.ts";

interface Attempt {
  readonly body: OneShotBody;
  readonly outcome: Promise<AddCommentResult>;
}

/**
 * Makes attempts until one may have reached the server, or none is left. Only a connection that
 * failed before the request was complete is worth another; an answer of any kind is final.
 */
export async function withRetries(
  { retries, onEvent }: Pick<Settings, "retries" | "onEvent">,
  deadline: Deadline,
  callId: string,
  start: () => Attempt,
): Promise<AddCommentResult> {
  for (let attempt = 1; ; attempt++) {
    const { reason } = deadline;
    if (reason) {
      const error = withCallId(callError({ kind: reason, delivery: "not-sent" }), callId);
      return { ok: false, error: error as AddCommentError };
    }
    const started = performance.now();
    const { body, outcome } = start();
    const result = await outcome;
    const retryIn = attempt <= retries && isUnsent(result) ? pauseWithin(deadline, attempt) : undefined;
    if (onEvent) {
      const duration = performance.now() - started;
      const { sentBytes } = body;
      callHook(onEvent, { callId, attempt, ...factsOf(result), sentBytes, duration, retryIn });
    }
    if (retryIn === undefined) return result;
    await deadline.sleep(retryIn);
  }
}

function isUnsent(result: AddCommentResult): boolean {
  return !result.ok && result.error.kind === "network" && result.error.delivery === "not-sent";
}

function pauseWithin({ remaining }: Deadline, attempt: number): number | undefined {
  const pause = backoff(attempt);
  return pause < remaining ? pause : undefined;
}

function factsOf(result: AddCommentResult) {
  if (result.ok) return { kind: undefined, delivery: undefined, status: 200 };
  const { kind, delivery } = result.error;
  return { kind, delivery, status: "status" in result.error ? result.error.status : undefined };
}

const firstPause = 200;
const longestPause = 5_000;

/**
 * How long to pause before trying again, in milliseconds: exponential, with full jitter, so that
 * clients that failed together don't come back together.
 *
 * @param attempt counts from 1
 */
export const backoff = (attempt: number): number =>
  Math.random() * Math.min(longestPause, firstPause * 2 ** attempt);
