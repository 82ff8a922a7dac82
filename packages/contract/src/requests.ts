/**
 * What checks requests, without the document and the validators of responses: for a program that has the
 * document already and must be small.
 *
 * @example
 * const contract = createContract(document, requestValidators);
 */
import { requestValidators as compiled } from "./validators.gen.ts";
import type { Validators } from "./validators.ts";

export const requestValidators: Validators = compiled;

export { createContract } from "./create-contract.ts";
export { parseBody } from "./parse-body.ts";
export { unknownPath, unknownPathErrors } from "./unknown-path.ts";
