import assert from "node:assert/strict";
import { test } from "node:test";
import pRetry from "p-retry";
import { comment, headers, url } from "../comment.cjs";

async function post() {
  const body = JSON.stringify(comment);
  const signal = AbortSignal.timeout(3_000);
  const response = await fetch(url, { method: "POST", headers, body, redirect: "error", signal });
  if (!response.ok) throw new Error(`The comment was answered with ${response.status}`);
  return response.json();
}

const addComment = () => pRetry(post, { retries: 2, minTimeout: 50 });

test("a comment is added", async () => {
  const { data } = await addComment();
  assert.ok(data.commentId);
});
