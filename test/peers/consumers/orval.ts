import {
  type AddCaseCommentRequest,
  addCaseComment,
  type addCaseCommentResponseError,
} from "./generated/api.ts";

export type Body = AddCaseCommentRequest;
export type ErrorBody = addCaseCommentResponseError["data"];

export async function post(baseUrl: string, caseId: string, body: Body) {
  // Its functions ask for a path; where it lies is up to the caller's `fetch`.
  const { fetch } = globalThis;
  globalThis.fetch = (path, init) => fetch(`${baseUrl}${path}`, init);
  try {
    const response = await addCaseComment(caseId, body, { headers: { "cv-api-key": "any-key" } });
    return response.status === 200 ? { data: response.data } : { error: response.data };
  } finally {
    globalThis.fetch = fetch;
  }
}
