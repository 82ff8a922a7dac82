import { type Call, type CallReport, makeCall } from "./call.ts";
import { fileLines } from "./fault.ts";
import { expectedOutcome, type FaultCase, type Precision } from "./fault-matrix.ts";
import { type FaultTarget, openTarget } from "./fault-target.ts";
import { checkOutcome } from "./outcome-check.ts";

// Long enough to connect and to send, short enough to be waited for; in milliseconds.
const shortTimeout = 1_000;
const longTimeout = 10_000;

const nothing = { requests: [], otherOriginRequests: 0 };

/** What came of a fault case. */
export interface FaultCaseReport extends CallReport {
  /** What is wrong with it, in sentences. */
  readonly deviations: readonly string[];
}

/**
 * Lets a client meet a fault, and checks the outcome once nothing is on its way any more.
 *
 * @param make makes the call, on this runtime or on another
 */
export async function runFaultCase(
  faultCase: FaultCase,
  precision: Precision,
  make: (call: Call) => Promise<CallReport> = makeCall,
): Promise<FaultCaseReport> {
  const [report, hasMetFault] = await attempt(faultCase, precision, make, 1);
  // Its time was up before the server came to the stall: on a busy machine it needs more.
  return hasMetFault ? report : (await attempt(faultCase, precision, make, 20))[0];
}

async function attempt(
  faultCase: FaultCase,
  precision: Precision,
  make: (call: Call) => Promise<CallReport>,
  slowness: number,
): Promise<[report: FaultCaseReport, hasMetFault: boolean]> {
  const { fault, size } = faultCase;
  const expected = expectedOutcome(faultCase, precision);
  const { baseUrl, server } = await openTarget(fault.target);
  const endsByTimeout = expected.verdicts.some((verdict) => verdict.startsWith("timeout"));
  const { abortAfter, ...caller } = fault.caller ?? {};
  const call: Call = {
    baseUrl,
    fileLines: fileLines[size],
    timeout: slowness * (endsByTimeout ? shortTimeout : longTimeout),
    ...caller,
    ...(abortAfter !== undefined && { abortAfter: slowness * abortAfter }),
  };
  try {
    const report = await make(call);
    const endedByItself = /^(timeout|aborted) /.test(report.outcome.verdict);
    const hasMetFault = !endedByItself || !stalls(fault.target) || server?.hasStalled === true;
    await server?.close();
    const { requests, otherOriginRequests } = server ?? nothing;
    // The first request of a warm client is another call's.
    const received = { requests: requests.slice(call.warm ? 1 : 0), otherOriginRequests };
    const deviations = checkOutcome(expected, report.outcome, received, fault.retryAfter);
    return [{ ...report, deviations }, hasMetFault];
  } finally {
    await server?.close();
  }
}

const stalls = (target: FaultTarget) =>
  typeof target === "object" && target.scripts.flat().some(({ end }) => end === "stall");
