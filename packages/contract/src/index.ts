/**
 * The Case Comments contract as a library: what the API documents, which failure a request
 * provokes, and whether a response is documented. The mock, the generators and the tests ask it,
 * so that a fact about the API is written once.
 *
 * @example
 * const match = matchOperation("POST", "/api/v1/cases/7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11");
 * const failure = checkRequest({ ...match, headers, body: parseBody(bytes) }); // undefined: it may succeed
 */
import bundle from "@case-comments/openapi/openapi.dereferenced.json" with { type: "json" };
import { createContract } from "./create-contract.ts";
import type { OpenApiDocument } from "./document.ts";
import { validators } from "./validators.gen.ts";
import type { Validators } from "./validators.ts";

/** The Case Comments contract. */
export const contract = createContract(bundle as unknown as OpenApiDocument, validators as Validators);

export const { environments, operations, operation, matchOperation, checkRequest, checkResponse } = contract;

export type { ExpectedFailure, ReceivedRequest } from "./check-request.ts";
export type { ResponseCheck } from "./check-response.ts";
export { type Contract, createContract, type OperationFacts } from "./create-contract.ts";
export { type OpenApiDocument, operationsOf } from "./document.ts";
export type { Failure, ReservedValue, ResponseExample } from "./failure.ts";
export { endOfString } from "./json-size.ts";
export type { Match } from "./match-operation.ts";
export { mostValues, parseBody, type ReceivedBody } from "./parse-body.ts";
export { unknownPath, unknownPathErrors } from "./unknown-path.ts";
export type { Validators } from "./validators.ts";
export type { Violation } from "./violation.ts";
