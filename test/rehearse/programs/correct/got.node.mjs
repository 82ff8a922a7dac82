import assert from "node:assert/strict";
import { test } from "node:test";
import got from "got";
import { comment, headers, url } from "../comment.cjs";

const options = { headers, followRedirect: false, retry: { limit: 0 }, timeout: { request: 4_000 } };

async function addComment(text) {
  const { communication } = comment;
  const json = { ...comment, communication: { ...communication, text } };
  try {
    const { data } = await got.post(url, { ...options, json }).json();
    return data.commentId;
  } catch ({ code }) {
    throw new Error(`The comment was not confirmed (${code})`);
  }
}

test("two comments are added at once", async () => {
  const [first, second] = await Promise.all([
    addComment(`first: ${comment.communication.text}`),
    addComment(`second: ${comment.communication.text}`),
  ]);
  assert.ok(first);
  assert.ok(second);
});

test("a third one follows", async () => {
  assert.ok(await addComment(`third, at ${Date.now()}`));
});
