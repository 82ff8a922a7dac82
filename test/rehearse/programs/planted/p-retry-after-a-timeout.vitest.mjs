import pRetry, { AbortError } from "p-retry";
import { expect, test } from "vitest";
import { comment, headers, url } from "../comment.cjs";

async function post() {
  try {
    const body = JSON.stringify(comment);
    const signal = AbortSignal.timeout(2_000);
    const response = await fetch(url, { method: "POST", headers, body, redirect: "error", signal });
    if (response.ok) return await response.json();
    throw new AbortError(`The comment was answered with ${response.status}`);
  } catch (error) {
    if (error.name === "TimeoutError") throw error;
    throw new AbortError("The comment could not be sent");
  }
}

const addComment = () => pRetry(post, { retries: 2, minTimeout: 50 });

test("a comment is added", { timeout: 20_000 }, async () => {
  const { data } = await addComment();
  expect(data.commentId).toBeTypeOf("string");
});
