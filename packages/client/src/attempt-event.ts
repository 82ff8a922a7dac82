import type { Delivery } from "./delivery.ts";
import type { AddCommentErrorKind } from "./errors.ts";

/** One attempt to send a comment, after its end. Nothing in it is secret. */
export interface AttemptEvent {
  /** The same for all attempts of one call. */
  readonly callId: string;
  /** Counts from 1. */
  readonly attempt: number;
  /** What went wrong, or `undefined` if the comment was added. */
  readonly kind: AddCommentErrorKind | undefined;
  /** Whether the comment may exist, if something went wrong. */
  readonly delivery: Delivery | undefined;
  /** The HTTP status, if there was an answer. */
  readonly status: number | undefined;
  /** How much of the body was handed to the connection. */
  readonly sentBytes: number;
  /** How long the attempt took, in milliseconds. */
  readonly duration: number;
  /** The pause before the next attempt, in milliseconds, or `undefined` if this was the last. */
  readonly retryIn: number | undefined;
}
