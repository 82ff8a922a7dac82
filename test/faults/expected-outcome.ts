import type { AddCommentErrorKind, Delivery } from "@case-comments/client";

/** What may come of a call: any of the verdicts, with any of the numbers of complete requests. */
export interface ExpectedOutcome {
  readonly verdicts: readonly ("ok" | `${AddCommentErrorKind} ${Delivery}`)[];
  /** How many requests the server may hold from head to closing brace when all is over. */
  readonly complete: readonly (0 | 1)[];
}

export const ok: ExpectedOutcome = { verdicts: ["ok"], complete: [1] };

export const rejected = (kind: AddCommentErrorKind): ExpectedOutcome => ({
  verdicts: [`${kind} rejected`],
  complete: [1],
});

export const unknown = (kind: AddCommentErrorKind): ExpectedOutcome => ({
  verdicts: [`${kind} unknown`],
  complete: [1],
});

export const notSent = (kind: AddCommentErrorKind): ExpectedOutcome => ({
  verdicts: [`${kind} not-sent`],
  complete: [0],
});

/** Nobody can tell whether the last bytes were read, so the cautious verdict is right, too. */
export const notSentOrUnknown = (kind: AddCommentErrorKind): ExpectedOutcome => ({
  verdicts: [`${kind} not-sent`, `${kind} unknown`],
  complete: [0, 1],
});

/** For a server that answers, or ends, without waiting for the whole request. */
export const evenIfIncomplete = ({ verdicts }: ExpectedOutcome): ExpectedOutcome => ({
  verdicts,
  complete: [0, 1],
});

export const either = (...expected: readonly ExpectedOutcome[]): ExpectedOutcome => ({
  verdicts: expected.flatMap(({ verdicts }) => verdicts),
  complete: [...new Set(expected.flatMap(({ complete }) => complete))],
});
