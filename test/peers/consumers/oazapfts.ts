import { type AddCaseCommentRequest, addCaseComment } from "./generated/api.ts";

export type Body = AddCaseCommentRequest;
export type ErrorBody = Exclude<Awaited<ReturnType<typeof addCaseComment>>, { status: 200 }>["data"];

export async function post(baseUrl: string, caseId: string, body: Body) {
  const response = await addCaseComment(caseId, body, { baseUrl, headers: { "cv-api-key": "any-key" } });
  return response.status === 200 ? { data: response.data } : { error: response.data };
}
