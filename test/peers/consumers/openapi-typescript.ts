import createClient from "openapi-fetch";
import type { components, paths } from "./generated/schema.ts";

export type Body = components["schemas"]["AddCaseCommentRequest"];

export async function post(baseUrl: string, caseId: string, body: Body) {
  const client = createClient<paths>({ baseUrl, headers: { "cv-api-key": "any-key" } });
  return client.POST("/api/v1/cases/{caseId}", { params: { path: { caseId } }, body });
}

export type ErrorBody = NonNullable<Awaited<ReturnType<typeof post>>["error"]>;
