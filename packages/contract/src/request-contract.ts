import { type ExpectedFailure, type ReceivedRequest, requestCheck } from "./check-request.ts";
import type { ResolvedOperation } from "./document.ts";
import { operationMatcher } from "./match-operation.ts";
import type { Validators } from "./validators.ts";

export type RequestContract = ReturnType<typeof requestContract>;

/** What a contract says of requests. */
export function requestContract(operations: readonly ResolvedOperation[], validators: Validators) {
  const checks = new Map(operations.map((each) => [each.operationId, requestCheck(each, validators)]));

  return {
    /**
     * Which operation a request line asks for: the operation and its decoded path parameters, or
     * the methods that the path allows, or `undefined` for a path that the contract doesn't know.
     *
     * @example
     * matchOperation("POST", "/api/v1/cases/7c0e…") // { operation: "addCaseComment", path: { caseId: "7c0e…" } }
     */
    matchOperation: operationMatcher(operations),
    /**
     * The failure that a request provokes, with the rules that it breaks, or `undefined` if it may
     * succeed.
     *
     * @throws {RangeError} for an operation that the contract doesn't have
     *
     * @example
     * checkRequest({ operation, path, headers, body: { json: {} } })?.violations[0]
     * // { in: "body", pointer: "/action", rule: "required" }
     */
    checkRequest(request: ReceivedRequest): ExpectedFailure | undefined {
      return known(checks, request.operation)(request);
    },
  };
}

/** What belongs to an operation. */
export function known<T>(byOperation: ReadonlyMap<string, T>, operation: string): T {
  const found = byOperation.get(operation);
  if (found === undefined) throw new RangeError("the contract has no such operation");
  return found;
}
