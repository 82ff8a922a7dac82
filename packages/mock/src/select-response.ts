import type { Contract, ResponseExample } from "@case-comments/contract";
import type { ResponseSelector } from "./engine/prism-engine.ts";
import type { Preference } from "./prefer.ts";

/**
 * Builds the choice of a response: the failure that is expected, or success, unless the request
 * prefers another. As in Prism, a preference never turns a failure into a success. Other than in
 * Prism, it can replace a failure by any other, and the name of an example is enough.
 */
export function responseSelection({ operations }: Pick<Contract, "operations">) {
  const examplesOf = new Map(operations.map((each) => [each.operation, each.responseExamples]));

  return function selectResponse(
    operation: string,
    expected: ResponseExample | undefined,
    { code, response, example = response, dynamic = false, seed }: Preference,
  ): ResponseSelector {
    const examples = examplesOf.get(operation) ?? [];
    const usual = expected ?? examples.find(({ status }) => isSuccess(status));
    const named = example === undefined ? undefined : examples.find(({ name }) => name === example);
    const status = code ?? named?.status;
    const isOrdered = status !== undefined || example !== undefined || dynamic;
    if (!isOrdered || (expected && !mayReplace(expected, status, example !== undefined || dynamic)))
      return { operation, code: usual?.status, example: usual?.name };
    // Prism, too, takes the first example of a status; asked for by name, it gets into the log.
    const first = examples.find((each) => each.status === status)?.name;
    return { operation, code: status, example: example ?? (dynamic ? undefined : first), dynamic, seed };
  };
}

function mayReplace(expected: ResponseExample, status: number | undefined, isExact: boolean): boolean {
  if (status === undefined || isSuccess(status)) return false;
  // "Some 400" is what a request that provokes a certain 400 gets anyway.
  return status !== expected.status || isExact;
}

const isSuccess = (status: number) => status >= 200 && status < 300;
