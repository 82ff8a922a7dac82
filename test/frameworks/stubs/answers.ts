import { createClient } from "@case-comments/client";

export const baseUrl = "https://api.clinic.example";
export const caseId = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
export const comment = { text: "Hello ✓", isRestricted: false, author: { email: "rosa@clinic.example" } };
const data = { commentId: "c-1", createdAt: "2024-09-04T12:00:00.000Z" };
const created = { status: 200, success: true, message: "Case comment created successfully", data };
const notFound = {
  status: 404,
  success: false,
  message: "Invalid request",
  error: "No Case found for provided details!",
};

const cases = createClient({ apiKey: "a-key", baseUrl, retries: 0 });
export const outcome = () => cases.addComment(caseId, comment);

/** What a stub answers, and what the client makes of it, whether the stub looks at the body or not. */
export const answers = [
  [200, created, { ok: true, data }],
  [404, notFound, { error: { kind: "caseNotFound", delivery: "rejected" } }],
  [429, {}, { error: { kind: "unrecognizedRejection", delivery: "rejected" } }],
  [503, {}, { error: { kind: "unexpectedStatus", delivery: "unknown" } }],
  [201, created, { error: { kind: "contradictoryResponse", delivery: "unknown", commentId: "c-1" } }],
] as const;
