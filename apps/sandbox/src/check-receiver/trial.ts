/** What a trial is for: what a right receiver does with it, and what it means if this one doesn't. */
export type TrialGroup =
  /** A comment, printed in one of several ways. Must be accepted. */
  | "print"
  /** A comment in a documented form. Must be accepted. */
  | "form"
  /** An event that is no comment. Must be accepted. */
  | "other"
  /** A comment once more. Must be accepted, and not be kept again. */
  | "again"
  /** An event that nobody trustworthy has signed. Must be refused. */
  | "forged"
  /** Signed is what comes of it when it is parsed and printed. Must be refused. */
  | "reprinted"
  /** Signed, but not JSON. Must be survived. */
  | "unreadable"
  /** The connection breaks in its middle. Must be survived, and not be kept. */
  | "cutOff"
  /** A comment with a large file. Must be accepted. */
  | "large";

/** What is sent. */
export interface Delivery {
  readonly body: Buffer;
  readonly signature?: string | undefined;
  readonly contentType?: string;
  /** After how many bytes of the body the connection is broken off. */
  readonly cutAfter?: number;
}

/** Something that a receiver is tried with. */
export interface Trial {
  readonly group: TrialGroup;
  /** What is sent, in a few words. */
  readonly name: string;
  /** Makes it anew, with a comment that nobody has seen before. */
  make(): Delivery;
}

/** What became of a delivery. */
export type Answer =
  | { readonly status: number; readonly ms: number }
  /**
   * Why there was none: it could not be reached, not in time, the connection was broken off, it could not
   * be reached any more after that, or nothing was sent.
   */
  | {
      readonly problem: "unreachable" | "timeout" | "broken" | "died" | "untried";
      readonly code?: string;
      /** Whether it is its certificate that is not trusted. */
      readonly isUntrusted?: boolean;
    };

/** A trial, and what became of it. */
export interface Tried {
  readonly group: TrialGroup;
  readonly name: string;
  readonly answer: Answer;
  /** Whether the comment was kept, as far as that was counted. */
  readonly isKept?: boolean | undefined;
  /** How many comments were kept too many. */
  readonly more?: number | undefined;
}

/** Whether an event was taken for received. */
export const isAccepted = (answer: Answer): boolean =>
  "status" in answer && answer.status >= 200 && answer.status < 300;

const mustBeAccepted: readonly TrialGroup[] = ["print", "form", "other", "again", "large"];

/** Whether a right receiver accepts what a group sends. */
export const isGenuine = (group: TrialGroup): boolean => mustBeAccepted.includes(group);
