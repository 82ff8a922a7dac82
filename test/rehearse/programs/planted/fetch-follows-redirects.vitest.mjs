import { expect, test } from "vitest";
import { comment, headers, url } from "../comment.cjs";

async function addComment() {
  const body = JSON.stringify(comment);
  const response = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(3_000) });
  if (!response.ok) throw new Error(`The comment was answered with ${response.status}`);
  return response.json();
}

test("a comment is added", async () => {
  const { data } = await addComment();
  expect(data.commentId).toBeTypeOf("string");
});
