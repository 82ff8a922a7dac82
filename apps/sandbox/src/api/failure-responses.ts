import type { ResponseExample } from "@case-comments/contract";
import { jsonResponse, type PreparedResponse } from "@case-comments/contract-server";
import { servedContract } from "./served-contract.ts";

const prepared = new Map<string, PreparedResponse>();

/** A documented failure, ready to be sent. */
export function failureResponse({ operation, name, status, body }: ResponseExample): PreparedResponse {
  const key = `${operation} ${name}`;
  const known = prepared.get(key);
  if (known) return known;
  const response = jsonResponse(status, name, body);
  prepared.set(key, response);
  return response;
}

/**
 * The response of an operation to a failure that only what is kept can tell.
 *
 * @throws {Error} if the operation documents no such failure
 */
export function failureOf(operation: string, kind: string): PreparedResponse {
  const example = servedContract
    .operation(operation)
    .responseExamples.find(({ failure }) => failure === kind);
  if (!example) throw new Error(`${operation} documents no failure ${kind}`);
  return failureResponse(example);
}
