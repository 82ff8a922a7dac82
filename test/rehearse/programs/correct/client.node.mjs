import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient, fromBytes } from "@case-comments/client";

const env = process.env;
const cases = createClient({
  apiKey: env.CASE_COMMENTS_CANARY_KEY,
  baseUrl: env.CASE_COMMENTS_BASE_URL,
  timeout: 4_000,
});

test("a comment is added, or the program knows that it can't know", async () => {
  const content = new TextEncoder().encode(env.CASE_COMMENTS_CANARY_FILE_CONTENT);
  const facts = { isPHI: true, isRestricted: false };
  const fileName = env.CASE_COMMENTS_CANARY_FILE_NAME;
  const result = await cases.addComment(env.CASE_COMMENTS_CANARY_CASE_ID, {
    text: env.CASE_COMMENTS_CANARY_TEXT,
    isRestricted: false,
    author: { email: env.CASE_COMMENTS_CANARY_EMAIL },
    attachments: [fromBytes(content, { ...facts, fileName })],
  });
  if (!result.ok) throw result.error;
  assert.ok(result.data.commentId);
});
