import type { AddCommentErrorKind, Delivery } from "./errors.ts";

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

/** How far an upload is. */
export interface Progress {
  /** How much of the body was handed to the connection. Starts again with each attempt. */
  readonly sentBytes: number;
  readonly totalBytes: number;
}

/**
 * Calls a hook. What it throws, now or later, must not change what we know about a comment, nor end
 * the process, so it is dropped.
 */
export function callHook<Event>(hook: ((event: Event) => unknown) | undefined, event: Event): void {
  if (hook) void (async () => hook(event))().catch(() => {});
}
