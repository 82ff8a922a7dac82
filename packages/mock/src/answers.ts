import { operations } from "@case-comments/contract";

/** An answer that the contract names, and that the mock gives to the request that deserves it. */
export interface Answer {
  readonly operation: string;
  /** What `Prefer: example=…` and `mock.requests` call it. */
  readonly name: string;
  readonly status: number;
  /** The exact text of `error` in its body; absent when it is a success. */
  readonly error?: string;
}

/** A value of a parameter that is set aside for tests: it always gets one answer. */
export interface TestValue {
  readonly operation: string;
  readonly in: "path" | "query" | "header";
  readonly parameter: string;
  readonly value: string;
  /** The name of the answer. */
  readonly answer: string;
}

/**
 * Every answer, in the contract's order.
 *
 * @example
 * answers.find(({ name }) => name === "caseNotFound")?.error // "No Case found for provided details!"
 */
export const answers: readonly Answer[] = operations.flatMap(({ operation, responseExamples }) =>
  responseExamples.map(({ name, status, body }) => {
    const { error } = body as { error?: string };
    return { operation, name, status, ...(error === undefined ? {} : { error }) };
  }),
);

/**
 * Every value that is set aside for tests.
 *
 * @example
 * testValues.find(({ answer }) => answer === "permissionDenied")?.value
 */
export const testValues: readonly TestValue[] = operations.flatMap(({ operation, reservedValues }) =>
  reservedValues.map(({ in: place, name, value, failure }) => ({
    operation,
    in: place,
    parameter: name,
    value,
    answer: failure,
  })),
);
