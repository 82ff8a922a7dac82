import { addCaseComment } from "./generated/clients/addCaseComment.ts";
import type {
  AddCaseCommentMutation,
  AddCaseCommentMutationRequest,
} from "./generated/types/AddCaseComment.ts";

export type Body = AddCaseCommentMutationRequest;
export type ErrorBody = AddCaseCommentMutation["Errors"];

const json = { "content-type": "application/json" };

export async function post(
  baseURL: string,
  caseId: string,
  body: Body,
  headers: Record<string, string> = json,
) {
  const named = { ...headers, "cv-api-key": "any-key" };
  const response = await addCaseComment(caseId, body, { baseURL, headers: named });
  return response.status === 200 ? { data: response.data } : { error: response.data };
}
