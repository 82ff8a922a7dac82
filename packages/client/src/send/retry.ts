import type { Settings } from "../client-options.ts";
import { type AddCommentErrorKind, CaseCommentsError, type Delivery, notSent } from "../errors.ts";
import { callHook } from "../hooks.ts";
import type { OneShotBody } from "../request/one-shot-body.ts";
import type { Deadline } from "./deadline.ts";

const firstPause = 200;
const longestPause = 5_000;

interface Attempt<Outcome> {
  readonly body: OneShotBody;
  readonly outcome: Promise<Outcome | CaseCommentsError>;
}

/** What an error tells of itself, if there is one. */
interface Facts {
  readonly kind?: AddCommentErrorKind;
  readonly delivery?: Delivery;
  readonly status?: number | undefined;
}

/**
 * Makes attempts until one may have reached the server, or none is left. Only a connection that
 * failed before the request was complete is worth another; an answer of any kind is final.
 */
export async function withRetries<Outcome>(
  { retries, onEvent }: Pick<Settings, "retries" | "onEvent">,
  deadline: Deadline,
  callId: string,
  start: () => Attempt<Outcome>,
): Promise<Outcome | CaseCommentsError> {
  for (let attempt = 1; ; attempt++) {
    if (deadline.reason) return notSent(deadline.reason);
    const started = performance.now();
    const { body, outcome: pending } = start();
    const outcome = await pending;
    // A contract with several operations has kinds that adding a comment does not.
    const facts = outcome instanceof CaseCommentsError ? (outcome as Facts) : { status: 200 };
    const { kind, delivery, status } = facts;
    const pause = backoff(attempt);
    const isWorthwhile = attempt <= retries && pause < deadline.remaining;
    const retryIn = isWorthwhile && kind === "network" && delivery === "not-sent" ? pause : undefined;
    const { sentBytes } = body;
    const duration = performance.now() - started;
    callHook(onEvent, { callId, attempt, kind, delivery, status, sentBytes, duration, retryIn });
    if (retryIn === undefined) return outcome;
    await deadline.sleep(retryIn);
  }
}

/**
 * How long to pause before trying again, in milliseconds: exponential, with full jitter, so that
 * clients that failed together don't come back together.
 *
 * @param attempt counts from 1
 */
export const backoff = (attempt: number): number =>
  Math.random() * Math.min(longestPause, firstPause * 2 ** attempt);
