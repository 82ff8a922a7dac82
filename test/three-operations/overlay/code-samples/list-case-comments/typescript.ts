// Lists the comments of a case, oldest first, with the typed client.
import { createRawClient } from "@case-comments/client/raw";

const api = createRawClient({
  apiKey: () => process.env.CV_API_KEY ?? "",
  baseUrl: process.env.CASE_COMMENTS_BASE_URL ?? "",
});

const { data, error } = await api.GET("/api/v1/cases/{caseId}/comments", {
  params: { path: { caseId: process.env.CASE_ID ?? "" }, query: { limit: 50, order: "oldest" } },
});

console.log(data?.comments.map(({ text }) => text) ?? error?.error);
