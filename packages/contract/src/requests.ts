/**
 * What checks requests, without the document and the compiled validators: for a program that has the
 * document already, makes its validators itself and must be small.
 *
 * @example
 * const contract = requestContract(operationsOf(document), validators);
 */

export { operationsOf, type ResolvedOperation } from "./document.ts";
export { maxBodyBytesOf, type ResponseExample, responseExamplesOf } from "./failure.ts";
export { parseBody } from "./parse-body.ts";
export { type RequestContract, requestContract } from "./request-contract.ts";
export { type RequestValidator, requestValidatorsOf } from "./request-validators.ts";
export { unknownPath, unknownPathErrors } from "./unknown-path.ts";
export type { Validate, Validators } from "./validators.ts";
