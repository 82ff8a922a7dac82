import assert from "node:assert/strict";
import { test } from "node:test";
import ky from "ky";
import { comment, headers, url } from "../comment.cjs";

const api = ky.create({
  headers,
  redirect: "error",
  timeout: 3_000,
  retry: { limit: 2, methods: ["post"], statusCodes: [429, 503], delay: () => 50, maxRetryAfter: 50 },
});

async function addComment() {
  try {
    return await api.post(url, { json: comment }).json();
  } catch (error) {
    throw new Error(`The comment was not confirmed (${error.name})`);
  }
}

test("a comment is added", async () => {
  const { data } = await addComment();
  assert.ok(data.commentId);
});
