import { contract } from "@case-comments/contract";
import { isBeforeBody, isFault } from "@case-comments/contract-server";
import type { Answer, AnswerOptions, QueuedAnswer } from "../mock.ts";
import { demandsOf } from "./demand.ts";

const examples = contract.operations.flatMap(({ responseExamples }) => responseExamples);
const orders = ["response", "fault", "code", "example", "dynamic"] as const;
/** What an answer may say. */
export const answerProperties: readonly string[] = [...orders, "seed", "match", "times"];
const mostTimes = 1_000_000;

/**
 * An answer as it waits for its call.
 *
 * @throws {TypeError} for an answer that the contract doesn't have, and for options that can't be meant
 *
 * @example
 * queuedAnswer("caseNotFound", { times: 2 }) // { response: "caseNotFound", times: 2 }
 */
export function queuedAnswer(answer: Answer, { match, times, ...unknown }: AnswerOptions = {}): QueuedAnswer {
  if (Object.keys(unknown).length > 0) throw new TypeError("times: the only other option is match");
  const queued: QueuedAnswer = {
    ...(typeof answer === "string" ? { response: answer } : answer),
    ...(match === undefined ? {} : { match: demandsOf(match) }),
    ...(times === undefined ? {} : { times }),
  };
  const problem = problemOf(queued);
  if (problem) throw new TypeError(`${problem.place}: ${problem.text}`);
  return queued;
}

/** Why an answer can't be given: which part of it is wrong, and how. It holds no value. */
export function problemOf(queued: QueuedAnswer): { place: keyof QueuedAnswer; text: string } | undefined {
  if (Object.keys(queued).some((name) => !answerProperties.includes(name)))
    return { place: "response", text: `an answer has no properties but ${answerProperties.join(", ")}` };
  const { response, fault, code, example, seed, dynamic, match = [], times = 1 } = queued;
  for (const [place, given] of Object.entries({ response, example }))
    if (given !== undefined && !examples.some((each) => each.name === given))
      return { place: place as "response", text: "the contract has no response of this name" };
  if (fault !== undefined && !isFault(fault)) return { place: "fault", text: "there is no such fault" };
  if (code !== undefined && !examples.some(({ status }) => status === code))
    return { place: "code", text: "the contract has no response with this status" };
  const name = example ?? response;
  if (!examples.some((each) => each.name === (name ?? each.name) && each.status === (code ?? each.status)))
    return { place: "code", text: "the response of this name has another status" };
  if (seed !== undefined && !dynamic) return { place: "seed", text: "only what is invented has a seed" };
  if (!orders.some((name) => queued[name] !== undefined))
    return { place: "response", text: `one of ${orders.join(", ")} is needed` };
  if (!Number.isInteger(times) || times < 1 || times > mostTimes)
    return { place: "times", text: `a whole number from 1 to ${mostTimes} is needed` };
  if (fault && isBeforeBody(fault) && match.some((demand) => demand.in === "body"))
    return { place: "match", text: "this fault happens before the body is read" };
  return undefined;
}
