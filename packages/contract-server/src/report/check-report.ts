/** Something that a check has found, in sentences. Nothing in it is a value of whoever is checked. */
export interface ReportedFinding {
  /** One word. */
  readonly kind: string;
  /** Whether it is wrong, or something that a person has to look at. */
  readonly severity: "finding" | "check";
  /** Where it was seen. */
  readonly place: string;
  /** What happened, in a sentence. */
  readonly happened: string;
  /** Why that is dangerous. */
  readonly danger: string;
  /** What to do. */
  readonly remedy: string;
}

/** One thing that was tried, and what was found by it. */
export interface CheckedCase {
  readonly className: string;
  readonly name: string;
  readonly findings: readonly ReportedFinding[];
  readonly isSkipped: boolean;
}

/** What a check of somebody's program has found, as it is told to people and to a CI. */
export interface CheckReport {
  /** A heading, as in `Rehearsal of Case Comments`. */
  readonly title: string;
  /** The name of the suite in JUnit XML. */
  readonly suite: string;
  /** How much was tried, in a sentence. */
  readonly summary: string;
  /** What was tried, one line for each, for a person at a terminal. */
  readonly table?: readonly string[];
  readonly findings: readonly ReportedFinding[];
  readonly checks: readonly ReportedFinding[];
  /** What could not be tried, one sentence for each. */
  readonly gaps: readonly string[];
  readonly cases: readonly CheckedCase[];
}
