import { type ResponseCheck, responseCheck } from "./check-response.ts";
import { environmentsOf, type OpenApiDocument, operationsOf, type ResolvedOperation } from "./document.ts";
import {
  type Failure,
  failuresOf,
  maxBodyBytesOf,
  type ReservedValue,
  type ResponseExample,
  reservedValuesOf,
  responseExamplesOf,
} from "./failure.ts";
import { known, requestContract } from "./request-contract.ts";
import type { Validators } from "./validators.ts";

export type Contract = ReturnType<typeof createContract>;

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

/**
 * A contract that can be asked: a dereferenced OpenAPI document, and the validators compiled from it.
 */
export function createContract(document: OpenApiDocument, validators: Validators) {
  const resolved = operationsOf(document);
  const facts = new Map(resolved.map((each) => [each.operationId, factsOf(each)]));
  const responseChecks = new Map(resolved.map((each) => [each.operationId, responseCheck(each, validators)]));

  return {
    document,
    /** Base URLs by the name of the environment. */
    environments: environmentsOf(document),
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
    ...requestContract(resolved, validators),
    /**
     * Whether a response with this status and body is in the contract.
     *
     * @throws {RangeError} for an operation that the contract doesn't have
     */
    checkResponse(operation: string, status: number, body: unknown): ResponseCheck {
      return known(responseChecks, operation)(status, body);
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
