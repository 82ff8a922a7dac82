import fc from "fast-check";
import { answer, createdBody, refusal, success } from "./answers.ts";
import { type Behaviour, reply } from "./behaviour.ts";
import { type Call, type Made, makeCall, type Outcome } from "./call.ts";
import { type FaultServer, startFaultServer } from "./fault-server.ts";
import { judgeAny } from "./judge.ts";

const answers = {
  success,
  refusal: refusal(404, "No Case found for provided details!"),
  "429": refusal(429, "Slow down", { "retry-after": "1" }),
  "408": refusal(408, "Request Timeout"),
  "503": answer(503, "Busy"),
  redirect: answer(307, "", { location: "/elsewhere" }),
  continue: "HTTP/1.1 100 Continue\r\n\r\n",
  garbage: "\u0000\u0001\r\n\r\n",
};
type AnswerName = keyof typeof answers;

const share = fc.double({ min: 0, max: 1, noNaN: true });
const whole = fc.constant(1);

const step = fc.record({
  /** Which share of the request is there by then. */
  at: fc.oneof(whole, share, fc.constant("connect" as const)),
  answer: fc.option(
    fc.record({
      name: fc.constantFrom(...(Object.keys(answers) as AnswerName[])),
      /** Which share of the answer is given. */
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
export async function meetRandomFault(
  { requests, call }: RandomFault,
  make: (call: Call) => Promise<Made> = makeCall,
): Promise<string[]> {
  const behaviours = requests.map((steps) => steps.map(toStep));
  const server = await startFaultServer(call.warm ? [reply(success), ...behaviours] : behaviours);
  try {
    const { outcome } = await make({ baseUrl: `http://127.0.0.1:${server.port}`, ...call });
    await server.close();
    return judge(outcome, call, server);
  } finally {
    await server.close();
  }
}

function toStep({ at, answer, end }: RandomFault["requests"][number][number]): Behaviour[number] {
  return {
    at: at === "connect" ? at : (head, body) => Math.floor(at * (head + body)),
    ...(answer && { answer: answers[answer.name].slice(0, answer.given * answers[answer.name].length) }),
    ...(end && { end }),
  };
}

function judge(outcome: Outcome, { warm }: Pick<Call, "warm">, server: FaultServer): string[] {
  const { requests, answers, strays } = server;
  // What a warm client did before is another call's.
  const answered = answers.join("\r\n").slice(warm ? success.length : 0);
  const wrong = judgeAny(outcome, { requests: requests.slice(warm ? 1 : 0), strays });
  if (outcome.verdict.endsWith("rejected") && !/HTTP\/1\.1 4(?!08).*\r\n\r\n/s.test(answered)) {
    wrong.push("rejected, but no refusal was given");
  }
  if (outcome.verdict === "ok" && !answered.includes(createdBody)) {
    wrong.push("ok, but no success was given");
  }
  return wrong;
}
