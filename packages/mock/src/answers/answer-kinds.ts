import type { Contract } from "@case-comments/contract";
import type { QueuedAnswer } from "../mock.ts";

/** Says what an answer is to the calls of an operation; `undefined` if the operation has no such answer. */
export type AnswerKind = (answer: QueuedAnswer, operation: string) => "success" | "failure" | undefined;

/** Builds what knows the answers of a contract. What goes wrong on the wire is a failure of any operation. */
export function answerKinds({ operations }: Pick<Contract, "operations">): AnswerKind {
  const examplesOf = new Map(operations.map((each) => [each.operation, each.responseExamples]));

  return ({ fault, response, example = response, code, dynamic }, operation) => {
    if (fault) return "failure";
    const meant = examplesOf
      .get(operation)
      ?.find(({ name, status }) => name === (example ?? name) && status === (code ?? status));
    if (!meant && !dynamic) return undefined;
    return (meant?.status ?? 200) < 400 ? "success" : "failure";
  };
}
