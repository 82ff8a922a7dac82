// Deletes a comment, with the typed client.
import { createRawClient } from "@case-comments/client/raw";

const api = createRawClient({
  apiKey: () => process.env.CV_API_KEY ?? "",
  baseUrl: process.env.CASE_COMMENTS_BASE_URL ?? "",
});

const { response, error } = await api.DELETE("/api/v1/cases/{caseId}/comments/{commentId}", {
  params: { path: { caseId: process.env.CASE_ID ?? "", commentId: process.env.COMMENT_ID ?? "" } },
});

console.log(error?.error ?? response.status);
