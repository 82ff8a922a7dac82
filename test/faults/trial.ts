import { type Call, type Made, makeCall } from "./call.ts";
import { judge } from "./judge.ts";
import { openPlace } from "./place.ts";
import { fileLines, type Row, type Size } from "./verdicts/row.ts";
import { expectationOf, type RuntimeClass } from "./verdicts.ts";

// Long enough to connect and to send, short enough to be waited for; in milliseconds.
const patience = 1_000;
const plenty = 10_000;

const nothing = { requests: [], strays: 0 };

/** What came of a fault and a comment. */
export interface Trial extends Made {
  /** What is wrong with it, in sentences. */
  readonly deviations: readonly string[];
}

/**
 * Lets a client meet a fault, and judges the outcome once nothing is on its way any more.
 *
 * @param make makes the call, on this runtime or on another
 */
export async function trial(
  row: Row,
  size: Size,
  runtime: RuntimeClass,
  make: (call: Call) => Promise<Made> = makeCall,
): Promise<Trial> {
  const expected = expectationOf(row, size, runtime);
  if (!expected) throw new Error(`Nothing is expected of a ${size} comment`);
  const { baseUrl, server } = await openPlace(row.place);
  const endsBySilence = expected.verdicts.some((verdict) => verdict.startsWith("timeout"));
  const call: Call = {
    baseUrl,
    fileLines: fileLines[size],
    timeout: endsBySilence ? patience : plenty,
    ...row.caller,
  };
  try {
    const made = await make(call);
    await server?.close();
    const timeout = call.abortAfter === undefined ? call.timeout : patience;
    const { requests, strays } = server ?? nothing;
    // The first request of a warm client is another call's.
    const received = { requests: requests.slice(call.warm ? 1 : 0), strays };
    const bounds = { timeout, retryAfter: row.retryAfter };
    return { ...made, deviations: judge(expected, made.outcome, received, bounds) };
  } finally {
    await server?.close();
  }
}
