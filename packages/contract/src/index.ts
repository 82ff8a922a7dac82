/**
 * The Case Comments contract as a library: what the API documents, which answer a request
 * deserves, and whether an answer is documented. The mock, the generators and the
 * tests ask it, so that a fact about the API is written once.
 *
 * @example
 * const match = matchOperation("POST", "/api/v1/cases/7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11");
 * const answer = checkRequest({ ...match, headers, body: parseBody(bytes) }); // undefined: it is valid
 */
import bundle from "@case-comments/openapi/openapi.json" with { type: "json" };
import { createContract } from "./create-contract.ts";
import type { OpenApiDocument } from "./document.ts";
import { validators } from "./validators.gen.ts";
import type { Validators } from "./validators.ts";

/** The Case Comments contract. */
export const contract = createContract(bundle as unknown as OpenApiDocument, validators as Validators);

export const {
  document,
  failures,
  environments,
  maxBodyBytes,
  testCaseIds,
  testApiKeys,
  examples,
  matchOperation,
  checkRequest,
  checkResponse,
} = contract;

export type { Answer, Failure } from "./answer.ts";
export type { ReceivedRequest } from "./check-request.ts";
export type { ResponseCheck } from "./check-response.ts";
export { type Contract, createContract } from "./create-contract.ts";
export type { OpenApiDocument } from "./document.ts";
export type { Match } from "./match-operation.ts";
export { parseBody, type ReceivedBody } from "./parse-body.ts";
export type { Validators } from "./validators.ts";
