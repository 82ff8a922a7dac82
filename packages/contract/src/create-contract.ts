import { type ResponseCheck, responseCheck } from "./check-response.ts";
import { environmentsOf, type OpenApiDocument, operationsOf } from "./document.ts";
import { known, requestContract } from "./request-contract.ts";
import type { Validators } from "./validators.ts";

export type Contract = ReturnType<typeof createContract>;

/**
 * A contract that can be asked: a dereferenced OpenAPI document, and the validators compiled from it.
 */
export function createContract(document: OpenApiDocument, validators: Validators) {
  const operations = operationsOf(document);
  const responseChecks = new Map(
    operations.map((each) => [each.operationId, responseCheck(each, validators)]),
  );

  return {
    document,
    /** Base URLs by the name of the environment. */
    environments: environmentsOf(document),
    ...requestContract(operations, validators),
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
