import type { Call } from "./call.ts";
import type { ExpectedOutcome } from "./expected-outcome.ts";
import type { FaultTarget } from "./fault-target.ts";

/** `small`: a text only. `large`: with a file of 2 MB. `huge`: with one of 12 MB. */
export type CommentSize = keyof typeof fileLines;

/** By the size of the comment. */
export const fileLines = { small: 0, large: 83_334, huge: 500_000 };

/** A fault, and the outcome that is right for it: a row of the fault matrix. */
export interface Fault {
  readonly name: string;
  readonly target: FaultTarget;
  readonly caller?: Partial<Pick<Call, "abortAfter" | "source" | "warm">>;
  /** By the size of the comment. */
  readonly expected: Partial<Record<CommentSize, ExpectedOutcome>>;
  /** Where a runtime of conservative precision differs by more than its caution. */
  readonly conservative?: Partial<Record<CommentSize, ExpectedOutcome>>;
  /** The least and the most that `retryAfter` may be, in milliseconds; otherwise it is absent. */
  readonly retryAfter?: readonly [least: number, most: number];
}

/** The same for a comment of any size. */
export const anySize = (expected: ExpectedOutcome): Fault["expected"] => ({
  small: expected,
  large: expected,
});
