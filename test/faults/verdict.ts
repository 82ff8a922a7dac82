import type { AddCommentErrorKind, Delivery } from "@case-comments/client";

/** What may come of a call: any of the verdicts, with any of the numbers of complete requests. */
export interface Expected {
  readonly verdicts: readonly ("ok" | `${AddCommentErrorKind} ${Delivery}`)[];
  /** How many requests the server may hold from head to closing brace when all is over. */
  readonly complete: readonly (0 | 1)[];
}

export const ok: Expected = { verdicts: ["ok"], complete: [1] };

export const rejected = (kind: AddCommentErrorKind): Expected => ({
  verdicts: [`${kind} rejected`],
  complete: [1],
});

export const unknown = (kind: AddCommentErrorKind): Expected => ({
  verdicts: [`${kind} unknown`],
  complete: [1],
});

export const notSent = (kind: AddCommentErrorKind): Expected => ({
  verdicts: [`${kind} not-sent`],
  complete: [0],
});

/** Nobody can tell whether the last bytes were read, so the cautious verdict is right, too. */
export const notSentOrUnknown = (kind: AddCommentErrorKind): Expected => ({
  verdicts: [`${kind} not-sent`, `${kind} unknown`],
  complete: [0, 1],
});

/** For a server that answers, or ends, without waiting for the whole request. */
export const evenIfIncomplete = ({ verdicts }: Expected): Expected => ({ verdicts, complete: [0, 1] });

export const either = (...expected: readonly Expected[]): Expected => ({
  verdicts: expected.flatMap(({ verdicts }) => verdicts),
  complete: [...new Set(expected.flatMap(({ complete }) => complete))],
});
