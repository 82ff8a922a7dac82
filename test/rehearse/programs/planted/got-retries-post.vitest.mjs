import got from "got";
import { expect, test } from "vitest";
import { comment, headers, url } from "../comment.cjs";

const api = got.extend({
  headers,
  followRedirect: false,
  timeout: { request: 3_000 },
  retry: { limit: 2, methods: ["POST"], calculateDelay: ({ computedValue }) => (computedValue ? 50 : 0) },
});

async function addComment() {
  try {
    return await api.post(url, { json: comment }).json();
  } catch (error) {
    throw new Error(`The comment was not confirmed (${error.code})`);
  }
}

test("a comment is added", { timeout: 30_000 }, async () => {
  const { data } = await addComment();
  expect(data.commentId).toBeTypeOf("string");
});
