import assert from "node:assert/strict";
import { test } from "node:test";
import { comment, headers, url } from "../comment.cjs";

async function addComment() {
  const body = JSON.stringify(comment);
  const response = await fetch(url, { method: "POST", headers, body, redirect: "error" });
  if (!response.ok) throw new Error(`The comment was answered with ${response.status}`);
  return response.json();
}

test("a comment is added", async () => {
  const { data } = await addComment();
  assert.ok(data.commentId);
});
