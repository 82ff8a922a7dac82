import fc from "fast-check";
import { type Call, type CallReport, makeCall, type Outcome } from "./call.ts";
import { type FaultServer, startFaultServer } from "./fault-server.ts";
import { checkInvariants } from "./outcome-check.ts";
import { createdBody, failure, response, success } from "./responses.ts";
import { respond, type ScriptStep } from "./server-script.ts";

const responses = {
  success,
  failure: failure(404, "No Case found for provided details!"),
  "429": failure(429, "Slow down", { "retry-after": "1" }),
  "408": failure(408, "Request Timeout"),
  "503": response(503, "Busy"),
  redirect: response(307, "", { location: "/elsewhere" }),
  continue: "HTTP/1.1 100 Continue\r\n\r\n",
  garbage: "\u0000\u0001\r\n\r\n",
};
type ResponseName = keyof typeof responses;

const share = fc.double({ min: 0, max: 1, noNaN: true });
const whole = fc.constant(1);

const step = fc.record({
  /** Which share of the request is there by then. */
  at: fc.oneof(whole, share, fc.constant("connect" as const)),
  response: fc.option(
    fc.record({
      name: fc.constantFrom(...(Object.keys(responses) as ResponseName[])),
      /** Which share of the response is given. */
      given: fc.oneof(whole, share),
    }),
    { nil: undefined },
  ),
  end: fc.constantFrom(undefined, undefined, "close" as const, "reset" as const, "stall" as const),
});

/** A call, and what its server does with one request after the other. */
export const randomFault = fc.record({
  requests: fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
  call: fc.record({
    fileLines: fc.oneof(
      { weight: 4, arbitrary: fc.constant(0) },
      { weight: 4, arbitrary: fc.integer({ min: 1, max: 20_000 }) },
      { weight: 1, arbitrary: fc.integer({ min: 100_000, max: 300_000 }) },
    ),
    timeout: fc.constant(300),
    abortAfter: fc.oneof(
      { weight: 9, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 50 }) },
    ),
    warm: fc.boolean(),
  }),
});
export type RandomFault = typeof randomFault extends fc.Arbitrary<infer Fault> ? Fault : never;

/**
 * Lets a client meet a random fault.
 *
 * @param make makes the call, on this runtime or on another
 * @returns what is wrong with it, in sentences; none if nothing is
 */
export async function runRandomFault(
  { requests, call }: RandomFault,
  make: (call: Call) => Promise<CallReport> = makeCall,
): Promise<string[]> {
  const scripts = requests.map((steps) => steps.map(toStep));
  const server = await startFaultServer(call.warm ? [respond(success), ...scripts] : scripts);
  try {
    const { outcome } = await make({ baseUrl: `http://127.0.0.1:${server.port}`, ...call });
    await server.close();
    return checkRandomOutcome(outcome, call, server);
  } finally {
    await server.close();
  }
}

function toStep({ at, response, end }: RandomFault["requests"][number][number]): ScriptStep {
  return {
    at: at === "connect" ? at : (head, body) => Math.floor(at * (head + body)),
    ...(response && { response: cut(responses[response.name], response.given) }),
    ...(end && { end }),
  };
}

const cut = (bytes: string, share: number) => bytes.slice(0, share * bytes.length);

function checkRandomOutcome(
  outcome: Outcome,
  { warm }: Pick<Call, "warm">,
  { requests, responses, otherOriginRequests }: FaultServer,
): string[] {
  // What a warm client did before is another call's.
  const responded = responses.join("\r\n").slice(warm ? success.length : 0);
  const deviations = checkInvariants(outcome, {
    requests: requests.slice(warm ? 1 : 0),
    otherOriginRequests,
  });
  if (outcome.verdict.endsWith("rejected") && !/HTTP\/1\.1 4(?!08).*\r\n\r\n/s.test(responded)) {
    deviations.push("rejected, but no failure was given");
  }
  if (outcome.verdict === "ok" && !responded.includes(createdBody)) {
    deviations.push("ok, but no success was given");
  }
  return deviations;
}
