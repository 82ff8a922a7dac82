import { createClient } from "./generated/client/index.js";
import { addCaseComment } from "./generated/sdk.gen.js";
import type { AddCaseCommentRequest } from "./generated/types.gen.js";

export type Body = AddCaseCommentRequest;

export async function post(baseUrl: string, caseId: string, body: Body) {
  const client = createClient({ baseUrl, auth: "any-key" });
  return addCaseComment({ client, path: { caseId }, body });
}

export type ErrorBody = NonNullable<Awaited<ReturnType<typeof post>>["error"]>;
