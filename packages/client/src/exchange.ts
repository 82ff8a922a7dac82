import { type Answer, readAnswer } from "./answer.ts";
import { SourceFailure } from "./body-plan.ts";
import type { Deadline } from "./deadline.ts";
import { deliveryOfStatus } from "./delivery.ts";
import { type AddCommentError, callError } from "./errors.ts";
import type { OneShotBody } from "./one-shot-body.ts";
import type { Settings } from "./settings.ts";
import type { RequestHead } from "./transport/transport.ts";

/**
 * Sends one request and reads its answer, all before the deadline. Without an answer, the
 * error's delivery says whether the server can have had the whole request.
 */
export async function exchange(
  { transport, fetch }: Settings,
  head: Omit<RequestHead, "signal">,
  body: OneShotBody,
  deadline: Deadline,
): Promise<Answer | AddCommentError> {
  let status: number | undefined;
  const send = async () => {
    const response = await transport(fetch, { ...head, signal: deadline.signal }, body);
    status = response.status;
    return readAnswer(response);
  };
  try {
    return await deadline.within(send());
  } catch (cause) {
    return failure(cause, body, deadline, status);
  } finally {
    body.seal();
    // An answer that came early is final, so the rest of the upload is in vain.
    if (status !== undefined && !body.closed) deadline.abort();
  }
}

function failure(
  networkError: unknown,
  body: OneShotBody,
  { reason }: Deadline,
  status: number | undefined,
): AddCommentError {
  if (body.failure instanceof SourceFailure) {
    return callError({ kind: "invalidInput", delivery: "not-sent", issues: [body.failure.issue] });
  }
  const unanswered = body.closed ? "unknown" : "not-sent";
  const delivery = status === undefined ? unanswered : deliveryOfStatus(status);
  if (reason) return callError({ kind: reason, delivery, status });
  return callError({ kind: "network", delivery, status }, { networkError });
}
