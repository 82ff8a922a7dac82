import { type Outcome, retries } from "./call.ts";
import { apiKey, caseId } from "./canaries.ts";
import type { ExpectedOutcome } from "./expected-outcome.ts";
import type { Fault } from "./fault.ts";
import type { FaultServer } from "./fault-server.ts";
import type { ReceivedRequest } from "./received-request.ts";

/** What a server knows when a call is over. */
export type Received = Pick<FaultServer, "requests" | "otherOriginRequests">;

/** What is wrong with a call that met a fault of the matrix, in sentences; none if nothing is. */
export function checkOutcome(
  expected: ExpectedOutcome,
  outcome: Outcome,
  received: Received,
  retryAfter: Fault["retryAfter"],
): string[] {
  const { verdict, isOverdue, attempts } = outcome;
  const complete = completeIn(received);
  return [
    ...checkInvariants(outcome, received),
    ...unmet([
      [includes(expected.verdicts, verdict), `${verdict} instead of ${expected.verdicts.join(" or ")}`],
      [includes(expected.complete, complete), `${complete} complete requests`],
      [!isOverdue, "the call outlasted its time"],
      [verdict !== "network not-sent" || attempts.length === 1 + retries, `${attempts.length} attempts`],
      [isWithin(outcome.retryAfter, retryAfter), `retryAfter ${outcome.retryAfter}`],
    ]),
  ];
}

/** What no fault excuses, in sentences. */
export function checkInvariants({ verdict, attempts }: Outcome, received: Received): string[] {
  const complete = completeIn(received);
  return unmet([
    [complete <= 1, "the comment was sent more than once"],
    [complete === 0 || !verdict.endsWith("not-sent"), "not-sent, but the server holds the request"],
    [received.otherOriginRequests === 0, "another origin was contacted"],
    [
      attempts.every(({ retryIn, delivery }) => retryIn === undefined || delivery === "not-sent"),
      "tried again what may have arrived",
    ],
    ...received.requests.filter(({ head }) => head !== undefined).flatMap(formOf),
  ]);
}

type Check = [holds: boolean, sentence: string];

// The same may be wrong with several requests.
const unmet = (checks: Check[]) => [
  ...new Set(checks.filter(([holds]) => !holds).map(([, sentence]) => sentence)),
];

const completeIn = ({ requests }: Received) => requests.filter(({ holdsComment }) => holdsComment).length;

function formOf(request: ReceivedRequest): Check[] {
  return [
    [request.head?.startsWith(`POST /api/v1/cases/${caseId} HTTP/1.1\r\n`) === true, "another request line"],
    [request.header("cv-api-key") === apiKey, "another key"],
    [request.header("content-type") === "application/json", "another content type"],
    [!request.isChunked && /^\d+$/.test(request.header("content-length") ?? ""), "no exact length"],
    [!request.isComplete || request.holdsComment, "a whole body that is not JSON"],
  ];
}

const includes = (allowed: readonly unknown[], value: unknown) => allowed.includes(value);

function isWithin(value: number | undefined, bounds: Fault["retryAfter"]): boolean {
  if (value === undefined || !bounds) return value === undefined && !bounds;
  return value >= bounds[0] && value <= bounds[1];
}
