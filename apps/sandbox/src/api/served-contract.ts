import {
  type Contract,
  contract,
  createContract,
  type OpenApiDocument,
  type Validators,
} from "@case-comments/contract";
import document from "./openapi.gen.json" with { type: "json" };
import { validators } from "./validators.gen.ts";

/** The operations of the sandbox's own. */
export const ownContract = createContract(document as unknown as OpenApiDocument, validators as Validators);

const ownOperations = new Set(ownContract.operations.map(({ operation }) => operation));
const contractOf = (operation: string) => (ownOperations.has(operation) ? ownContract : contract);

/** Everything that the sandbox serves: the contract, and the operations of its own. */
export const servedContract: Contract = {
  ...contract,
  operations: [...contract.operations, ...ownContract.operations],
  operation: (operation) => contractOf(operation).operation(operation),
  matchOperation: (method, path) =>
    contract.matchOperation(method, path) ?? ownContract.matchOperation(method, path),
  checkRequest: (request) => contractOf(request.operation).checkRequest(request),
  checkResponse: (operation, ...response) => contractOf(operation).checkResponse(operation, ...response),
};
