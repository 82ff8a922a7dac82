import { backoff } from "./backoff.ts";
import type { Deadline } from "./deadline.ts";
import { callError } from "./errors.ts";
import { notify } from "./notify.ts";
import type { OneShotBody } from "./one-shot-body.ts";
import type { AddCommentResult } from "./result.ts";
import type { Settings } from "./settings.ts";

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
  start: () => Attempt,
): Promise<AddCommentResult> {
  const callId = onEvent ? crypto.randomUUID() : "";
  for (let attempt = 1; ; attempt++) {
    const { reason } = deadline;
    if (reason) return { ok: false, error: callError({ kind: reason, delivery: "not-sent" }) };
    const started = performance.now();
    const { body, outcome } = start();
    const result = await outcome;
    const retryIn = attempt <= retries && isUnsent(result) ? pauseWithin(deadline, attempt) : undefined;
    if (onEvent) {
      const duration = performance.now() - started;
      const { sentBytes } = body;
      notify(onEvent, { callId, attempt, ...factsOf(result), sentBytes, duration, retryIn });
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
