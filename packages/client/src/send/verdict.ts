import { type CaseCommentsError, callError, type Delivery, type OperationName } from "../errors.ts";
import { failures } from "../generated/contract.gen.ts";
import { SourceFailure } from "../request/json-body.ts";
import type { OneShotBody } from "../request/one-shot-body.ts";
import { parseObject, type ReceivedResponse, retryAfterOf } from "./response.ts";

/**
 * What a response other than a readable success says about delivery. Only a 4xx is given instead
 * of a comment; a 408 may come from a proxy whose server is still at work.
 */
export function deliveryOfStatus(status: number): "rejected" | "unknown" {
  return status >= 400 && status < 500 && status !== 408 ? "rejected" : "unknown";
}

/** The error that a response stands for, if it isn't the success of its operation. */
export function errorOfResponse(operation: OperationName, response: ReceivedResponse): CaseCommentsError {
  const { status, headers, text: responseBody } = response;
  const retryAfter = retryAfterOf(headers.get("retry-after"));
  const delivery = deliveryOfStatus(status);
  if (delivery === "unknown") {
    const kind = status === 200 ? "invalidResponse" : "unexpectedStatus";
    return callError({ kind, delivery, status, retryAfter }, { responseBody });
  }
  const text = parseObject(responseBody)?.error;
  const failure = failures[operation].find((known) => known.status === status && known.error === text);
  if (!failure) {
    return callError({ kind: "unrecognizedRejection", delivery, status, retryAfter }, { responseBody });
  }
  const { error, ...facts } = failure;
  return callError({ ...facts, delivery, retryAfter }, { responseBody }, error);
}

/** What is known of a call that got no response, or only the beginning of one. */
export interface Unanswered {
  /** Why the call ended, if the connection isn't to blame. */
  readonly reason: "timeout" | "aborted" | undefined;
  readonly status: number | undefined;
  readonly networkError: unknown;
}

/**
 * The error of a call without a response. A status that came is an answer, whatever became of the
 * rest of it; without one, the last byte of the body says whether a server can hold the request. A
 * request without a body is whole as soon as it is begun.
 */
export function errorWithoutResponse(
  body: OneShotBody | undefined,
  { reason, status, networkError }: Unanswered,
): CaseCommentsError {
  if (body?.failure instanceof SourceFailure) {
    return callError({ kind: "invalidInput", delivery: "not-sent", issues: [body.failure.issue] });
  }
  const delivery = status === undefined ? deliveryOfBody(body) : deliveryOfStatus(status);
  if (reason) return callError({ kind: reason, delivery, status });
  return callError({ kind: "network", delivery, status }, { networkError });
}

const deliveryOfBody = (body: OneShotBody | undefined): Delivery =>
  body && !body.isFullyHandedOver ? "not-sent" : "unknown";
