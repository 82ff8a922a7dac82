/** Calls of the operations that our contract doesn't have. Tests compile and run them. */
import { createRawClient } from "@case-comments/client/raw";

export interface Server {
  apiKey: string;
  baseUrl: string;
}

/** The texts of a page and where the next one begins, or the failure. */
export async function listComments(server: Server, caseId: string, limit?: number) {
  const { data, error } = await createRawClient(server).GET("/api/v1/cases/{caseId}/comments", {
    params: { path: { caseId }, query: { limit, order: "oldest" } },
  });
  if (data) return { texts: data.comments.map(({ text }) => text), next: data.nextCursor };
  if (error.status === 404) return { missing: error.status satisfies 404, error: error.error };
  return { refused: error.status satisfies 400 | 401 | 403, error: error.error };
}

/** The status, and the failure if it is one. */
export async function deleteComment(server: Server, caseId: string, commentId: string) {
  const { data, error, response } = await createRawClient(server).DELETE(
    "/api/v1/cases/{caseId}/comments/{commentId}",
    { params: { path: { caseId, commentId } } },
  );
  return { status: response.status, data: data satisfies undefined, error: error?.error };
}
