import type { Answer, Contract } from "@case-comments/contract";
import type { Wanted } from "./engine/prism-engine.ts";
import type { Preference } from "./prefer.ts";

/**
 * Builds the choice of an answer: the one that a request deserves, unless the request prefers
 * another. As in Prism, a preference never turns a refusal into a success; other than in Prism,
 * it can choose among all refusals, and an example's name is enough.
 */
export function answerChoice({ examples }: Contract) {
  const answersOf = new Map(examples.map(({ operation, answers }) => [operation, answers]));

  return function chooseAnswer(
    operation: string,
    deserved: Answer | undefined,
    { code, example, dynamic, seed }: Preference,
  ): Wanted {
    const answers = answersOf.get(operation) ?? [];
    const due: Wanted = deserved
      ? { operation, code: deserved.status, example: deserved.name }
      : { operation, ...success(answers) };
    const status = code ?? answers.find(({ name }) => name === example)?.status;
    if (deserved) {
      const isAnotherRefusal = status !== undefined && status >= 300 && status !== deserved.status;
      if (!isAnotherRefusal && !(status === deserved.status && (example || dynamic))) return due;
    }
    if (status === undefined && example === undefined && !dynamic) return due;
    return {
      operation,
      ...(status === undefined ? {} : { code: status }),
      ...(example === undefined ? {} : { example }),
      ...(dynamic ? { dynamic, ...(seed === undefined ? {} : { seed }) } : {}),
    };
  };
}

function success(answers: readonly Answer[]): Pick<Wanted, "code" | "example"> {
  const first = answers.find(({ status }) => status >= 200 && status < 300);
  return first ? { code: first.status, example: first.name } : {};
}
