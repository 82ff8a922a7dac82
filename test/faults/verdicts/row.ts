import type { Behaviour } from "../behaviour.ts";
import type { Call } from "../call.ts";
import type { Expected } from "../verdict.ts";

/** `small`: a text only. `large`: with a file of 2 MB. `huge`: with one of 12 MB. */
export type Size = keyof typeof fileLines;

/** By the size of the comment. */
export const fileLines = { small: 0, large: 83_334, huge: 500_000 };

/** What stands at the address that the client is given. */
export type Place = "refused port" | "unresolvable name" | Served;

export interface Served {
  /** For one request after the other; the last repeats. */
  readonly behaviours: readonly Behaviour[];
  /** `untrusted`: TLS with a certificate nobody trusts. `absent`: no TLS where it is expected. */
  readonly tls?: "untrusted" | "absent";
}

/** A fault, and the verdict that is right for it. */
export interface Row {
  readonly fault: string;
  readonly place: Place;
  readonly caller?: Partial<Pick<Call, "abortAfter" | "source" | "warm">>;
  /** By the size of the comment. */
  readonly expected: Partial<Record<Size, Expected>>;
  /** Where a runtime that can't count bytes differs by more than its caution. */
  readonly safe?: Partial<Record<Size, Expected>>;
  /** The least and the most that `retryAfter` may be, in milliseconds; otherwise it is absent. */
  readonly retryAfter?: readonly [least: number, most: number];
}

/** The same for a comment of any size. */
export const always = (expected: Expected): Row["expected"] => ({ small: expected, large: expected });

export const served = (...behaviours: readonly Behaviour[]): Served => ({ behaviours });
