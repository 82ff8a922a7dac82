import {
  type CaseCommentsError,
  callError,
  type Delivery,
  type ErrorFacts,
  type OperationName,
} from "../errors.ts";
import { failures } from "../generated/contract.gen.ts";
import type { OneShotBody } from "../request/one-shot-body.ts";
import { fieldsOf, headerOf, type ReceivedResponse, retryAfterOf } from "./response.ts";

/**
 * What a response other than a success says about delivery. Only a 4xx is given instead of a
 * comment; a 408 may come from a proxy whose server is still at work. Whatever else comes while the
 * body is on its way comes from a server that can't have the whole of it, and never will.
 */
export function deliveryOfStatus(
  status: number,
  body: Pick<OneShotBody, "isPartlyHandedOver"> | undefined,
): Delivery {
  if (status >= 400 && status < 500 && status !== 408) return "rejected";
  return status >= 300 && body?.isPartlyHandedOver ? "not-sent" : "unknown";
}

/** The error that a response stands for, if it isn't the success of its operation. */
export function errorOfResponse(
  operation: OperationName,
  response: ReceivedResponse,
  body: Pick<OneShotBody, "isPartlyHandedOver"> | undefined,
): CaseCommentsError {
  const { status, headers, text } = response;
  const delivery = deliveryOfStatus(status, body);
  const said = fieldsOf(text).error;
  const isRejected = delivery === "rejected";
  const unread = status === 200 ? "invalidResponse" : "unexpectedStatus";
  const unnamed: Pick<ErrorFacts, "kind"> & { readonly error?: undefined } = {
    kind: isRejected ? "unrecognizedRejection" : unread,
  };
  const known = failures[operation].find((failure) => failure.status === status && failure.error === said);
  const { error, ...facts } = (isRejected && known) || unnamed;
  const retryAfter = retryAfterOf(headerOf(headers, "retry-after"));
  return callError({ ...facts, delivery, status, retryAfter }, response, error);
}

/** What is known of a call that got no response, or only the beginning of one. */
export interface Unanswered {
  /** Why the call ended, if the connection isn't to blame. */
  readonly reason: "timeout" | "aborted" | undefined;
  readonly status: number | undefined;
  readonly thrown: unknown;
}

/**
 * The error of a call without a response. A status that came is an answer, whatever became of the
 * rest of it; without one, the last byte of the body says whether a server can hold the request. A
 * request without a body is whole as soon as it is begun.
 */
export function errorWithoutResponse(
  body: OneShotBody | undefined,
  { reason, status, thrown }: Unanswered,
): CaseCommentsError {
  if (status === undefined && body?.failure) return body.failure;
  const delivery =
    status !== undefined ? deliveryOfStatus(status, body) : body?.left ? "not-sent" : "unknown";
  return callError({ kind: reason ?? "network", delivery, status }, { reason: thrown });
}
