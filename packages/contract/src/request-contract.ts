import { type ExpectedFailure, type ReceivedRequest, requestCheck } from "./check-request.ts";
import type { ResolvedOperation } from "./document.ts";
import {
  type Failure,
  failuresOf,
  maxBodyBytesOf,
  type ReservedValue,
  type ResponseExample,
  reservedValuesOf,
  responseExamplesOf,
} from "./failure.ts";
import { operationMatcher } from "./match-operation.ts";
import type { Validators } from "./validators.ts";

export type RequestContract = ReturnType<typeof requestContract>;

/** What the contract says of one operation. */
export interface OperationFacts {
  operation: string;
  method: string;
  path: string;
  failures: readonly Failure[];
  reservedValues: readonly ReservedValue[];
  /** The largest request body, in bytes; absent if none is stated. */
  maxBodyBytes?: number;
  requestExamples: readonly { name: string; summary: string; body: unknown }[];
  responseExamples: readonly ResponseExample[];
}

/** The half of a contract that speaks of requests. */
export function requestContract(operations: readonly ResolvedOperation[], validators: Validators) {
  const facts = new Map(operations.map((each) => [each.operationId, factsOf(each)]));
  const checks = new Map(operations.map((each) => [each.operationId, requestCheck(each, validators)]));

  return {
    /** Every operation, in the contract's order. */
    operations: [...facts.values()] as readonly OperationFacts[],
    /**
     * What the contract says of one operation.
     *
     * @throws {RangeError} for an operation that the contract doesn't have
     *
     * @example
     * operation("addCaseComment").failures.map(({ kind }) => kind)
     */
    operation: (operation: string): OperationFacts => known(facts, operation),
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

function factsOf(operation: ResolvedOperation): OperationFacts {
  const failures = failuresOf(operation);
  const maxBodyBytes = maxBodyBytesOf(failures);
  return {
    operation: operation.operationId,
    method: operation.method,
    path: operation.path,
    failures,
    reservedValues: reservedValuesOf(failures),
    ...(maxBodyBytes === undefined ? {} : { maxBodyBytes }),
    requestExamples: Object.values(operation.requestBody?.content ?? {}).flatMap(({ examples = {} }) =>
      Object.entries(examples).map(([name, { summary = "", value }]) => ({ name, summary, body: value })),
    ),
    responseExamples: responseExamplesOf(operation).map(({ triggers: _, ...example }) => example),
  };
}

/** What belongs to an operation. */
export function known<T>(byOperation: ReadonlyMap<string, T>, operation: string): T {
  const found = byOperation.get(operation);
  if (found === undefined) throw new RangeError("the contract has no such operation");
  return found;
}
