import type { Violation } from "@case-comments/contract";
import {
  maxBodyBytesOf,
  parseBody,
  type ResponseExample,
  responseExamplesOf,
  unknownPath,
  unknownPathErrors,
} from "@case-comments/contract/requests";
import type { EditorRequest } from "../editor-request.ts";
import { type AttachedFiles, checkedBody } from "./attached-files.ts";
import { contract, operations } from "./page-contract.ts";

/** The answer that a request deserves. */
export interface ExpectedAnswer {
  status: number;
  /** The name of the contract's example; absent when it has none. */
  name?: string;
  body: unknown;
  /** What the request does wrong; the first is what the answer speaks of. */
  violations: readonly Violation[];
}

const facts = new Map(
  operations.map((operation) => {
    const responses = responseExamplesOf(operation);
    const mostBytes = maxBodyBytesOf(responses) ?? Infinity;
    return [operation.operationId, { responses, mostBytes }] as const;
  }),
);

/** The answer of the contract, from the very code by which the mock decides. */
export function expectedAnswer(request: EditorRequest, files: AttachedFiles): ExpectedAnswer {
  const { method, path, headers, body: text, bodyBytes = 0 } = request;
  const { pathname, query } = parts(path);
  const match = contract.matchOperation(method, pathname);
  if (!match || "allow" in match) {
    const error = unknownPathErrors[unknownPath(method, pathname, contract.matchOperation)];
    const body = { status: 404, success: false, message: "Invalid request", error };
    return { status: 404, body, violations: [] };
  }
  const { responses = [], mostBytes = 0 } = facts.get(match.operation) ?? {};
  const { bytes, size } = checkedBody(text, files);
  const isTooLarge = Math.max(size, bodyBytes) > mostBytes;
  const body = isTooLarge ? ({ refused: "tooLarge" } as const) : parseBody(bytes);
  const failure = contract.checkRequest({
    ...match,
    query: new URLSearchParams(query),
    headers,
    ...(size > 0 ? { body } : {}),
  });
  // Every operation has a success.
  const response = failure?.response ?? (responses.find(({ status }) => status < 300) as ResponseExample);
  return {
    status: response.status,
    name: response.name,
    body: response.body,
    violations: failure?.violations ?? [],
  };
}

function parts(path: string): { pathname: string; query: string } {
  const end = path.indexOf("?");
  return end === -1
    ? { pathname: path, query: "" }
    : { pathname: path.slice(0, end), query: path.slice(end + 1) };
}
