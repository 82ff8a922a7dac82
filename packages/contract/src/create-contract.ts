import { type Answer, answersOf, environmentsOf, failuresOf } from "./answer.ts";
import { type ReceivedRequest, requestCheck } from "./check-request.ts";
import { type ResponseCheck, responseCheck } from "./check-response.ts";
import { type OpenApiDocument, operationsOf } from "./document.ts";
import { operationMatcher } from "./match-operation.ts";
import type { Validators } from "./validators.ts";

export type Contract = ReturnType<typeof createContract>;

/** A contract that can be asked: an OpenAPI document and the validators compiled from it. */
export function createContract(document: OpenApiDocument, validators: Validators) {
  const operations = operationsOf(document);
  const requestChecks = new Map(operations.map((each) => [each.operationId, requestCheck(each, validators)]));
  const responseChecks = new Map(
    operations.map((each) => [each.operationId, responseCheck(each, validators)]),
  );
  const failures = operations.flatMap(failuresOf);
  const triggers = failures.flatMap(({ kind, triggers }) => triggers.map((trigger) => ({ kind, trigger })));

  return {
    document,
    failures,
    /** Base URLs by the name of the environment. */
    environments: environmentsOf(document),
    /** The largest request body that the mock takes, and the client sends, in bytes. */
    maxBodyBytes: Math.min(...triggers.map(({ trigger }) => ("bytes" in trigger ? trigger.bytes : Infinity))),
    /** Case ids that the mock answers with a failure, by its kind. */
    testCaseIds: Object.fromEntries(
      triggers.flatMap(({ kind, trigger }) => ("caseId" in trigger ? [[kind, trigger.caseId]] : [])),
    ),
    /** API keys that the mock answers with a failure, by its kind. */
    testApiKeys: Object.fromEntries(
      triggers.flatMap(({ kind, trigger }) => ("value" in trigger ? [[kind, trigger.value]] : [])),
    ),
    /** Every named example of a request and of an answer. */
    examples: operations.map((operation) => ({
      operation: operation.operationId,
      method: operation.method,
      path: operation.path,
      requests: Object.values(operation.requestBody?.content ?? {}).flatMap(({ examples = {} }) =>
        Object.entries(examples).map(([name, { summary = "", value }]) => ({ name, summary, body: value })),
      ),
      answers: answersOf(operation).map(({ triggers: _, ...answer }): Answer => answer),
    })),
    /**
     * Which operation a request line asks for: the operation and its decoded path parameters, or
     * the methods that the path allows, or `undefined` for a path that the contract doesn't know.
     *
     * @example
     * matchOperation("POST", "/api/v1/cases/7c0e…") // { operation: "addCaseComment", path: { caseId: "7c0e…" } }
     */
    matchOperation: operationMatcher(operations),
    /**
     * The refusal that a request deserves, or `undefined` if it deserves to succeed.
     *
     * @throws {RangeError} for an operation that the contract doesn't have
     */
    checkRequest(request: ReceivedRequest): Answer | undefined {
      return known(requestChecks, request.operation)(request);
    },
    /**
     * Whether an answer with this status and body is in the contract.
     *
     * @throws {RangeError} for an operation that the contract doesn't have
     */
    checkResponse(operation: string, status: number, body: unknown): ResponseCheck {
      return known(responseChecks, operation)(status, body);
    },
  };
}

function known<T>(checks: Map<string, T>, operation: string): T {
  const check = checks.get(operation);
  if (!check) throw new RangeError("the contract has no such operation");
  return check;
}
