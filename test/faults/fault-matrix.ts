import type { ExpectedOutcome } from "./expected-outcome.ts";
import type { CommentSize, Fault } from "./fault.ts";
import { brokenConnections } from "./fault-matrix/broken-connections.ts";
import { callerFaults } from "./fault-matrix/caller-faults.ts";
import { failureResponses } from "./fault-matrix/failures.ts";
import { redirects } from "./fault-matrix/redirects.ts";
import { reusedConnections } from "./fault-matrix/reused-connections.ts";
import { stalls } from "./fault-matrix/stalls.ts";
import { unexpectedResponses } from "./fault-matrix/unexpected-responses.ts";

/**
 * Every fault and the outcome that is right for it. Written by hand, before the client: it is
 * held to this matrix, not the other way round.
 */
export const faults: readonly Fault[] = [
  ...brokenConnections,
  ...stalls,
  ...unexpectedResponses,
  ...failureResponses,
  ...redirects,
  ...reusedConnections,
  ...callerFaults,
];

/** One call: a fault, and a comment of one size. */
export interface FaultCase {
  readonly name: string;
  readonly fault: Fault;
  readonly size: CommentSize;
}

/** The cases of a fault, one for each size of comment of which something is expected. */
export const casesOf = (fault: Fault): FaultCase[] =>
  (Object.keys(fault.expected) as CommentSize[]).map((size) => ({
    name: `${fault.name}, ${size}`,
    fault,
    size,
  }));

/**
 * The first case of a fault that a test picks out.
 *
 * @throws {Error} if the matrix holds no fault of that name
 */
export function caseOf(name: string): FaultCase {
  const [first] = faults.filter((fault) => fault.name === name).flatMap(casesOf);
  if (!first) throw new Error(`The fault matrix has no "${name}"`);
  return first;
}

/**
 * How well a runtime tells what was not sent.
 *
 * `exact`: it pulls the body as the connection takes it, so what was not sent is known.
 * `conservative`: it doesn't, and `unknown` may stand where `not-sent` would be right; never the
 * other way round, and never is a request sent twice.
 */
export type Precision = "exact" | "conservative";

/** What a case expects of runtimes of some precision. */
export function expectedOutcome({ fault, size }: FaultCase, precision: Precision): ExpectedOutcome {
  const expected = fault.expected[size] as ExpectedOutcome;
  if (precision === "exact") return expected;
  const { verdicts, complete } = fault.conservative?.[size] ?? expected;
  const cautious = verdicts.map((verdict) => verdict.replace("not-sent", "unknown") as typeof verdict);
  return { verdicts: [...new Set([...verdicts, ...cautious])], complete };
}
