import { type AddCaseCommentRequest, Api, type HttpResponse } from "./generated/api.ts";

type Call = Api<unknown>["api"]["addCaseComment"];

export type Body = AddCaseCommentRequest;
export type ErrorBody = Awaited<ReturnType<Call>> extends HttpResponse<unknown, infer E> ? E : never;

export async function post(baseUrl: string, caseId: string, body: Body) {
  const { api } = new Api({ baseUrl, baseApiParams: { headers: { "cv-api-key": "any-key" } } });
  // It throws what is not a success.
  const { data, error } = await api
    .addCaseComment(caseId, body)
    .catch((response: HttpResponse<never, ErrorBody>) => response);
  return { data, error };
}
