import type { Answer, Contract } from "@case-comments/contract";
import type { Wanted } from "./engine/prism-engine.ts";
import type { Preference } from "./prefer.ts";

/**
 * Builds the choice of an answer: the one that a request deserves, unless the request prefers
 * another. As in Prism, a preference never turns a refusal into a success. Other than in Prism,
 * it can replace a refusal by any other, and the name of an example is enough.
 */
export function answerChoice({ examples }: Contract) {
  const answersOf = new Map(examples.map(({ operation, answers }) => [operation, answers]));

  return function chooseAnswer(
    operation: string,
    deserved: Answer | undefined,
    { code, example, dynamic = false, seed }: Preference,
  ): Wanted {
    const answers = answersOf.get(operation) ?? [];
    const due = deserved ?? answers.find(({ status }) => isSuccess(status));
    const status = code ?? answers.find(({ name }) => name === example)?.status;
    const isOrdered = status !== undefined || example !== undefined || dynamic;
    if (!isOrdered || (deserved && !mayReplace(deserved, status, example !== undefined || dynamic)))
      return { operation, code: due?.status, example: due?.name };
    // Prism, too, takes the first example of a status; asked for by name, it gets into the log.
    const name = example ?? (dynamic ? undefined : answers.find((answer) => answer.status === status)?.name);
    return { operation, code: status, example: name, dynamic, seed };
  };
}

function mayReplace(deserved: Answer, status: number | undefined, isExact: boolean): boolean {
  if (status === undefined || isSuccess(status)) return false;
  // "Some 400" is what a request that deserves a certain 400 gets anyway.
  return status !== deserved.status || isExact;
}

const isSuccess = (status: number) => status >= 200 && status < 300;
