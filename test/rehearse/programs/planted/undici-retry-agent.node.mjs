import assert from "node:assert/strict";
import { test } from "node:test";
import { Agent, RetryAgent, request } from "undici";
import { comment, headers, url } from "../comment.cjs";

const dispatcher = new RetryAgent(new Agent({ headersTimeout: 3_000, bodyTimeout: 3_000 }), {
  methods: ["POST"],
  maxRetries: 2,
  minTimeout: 50,
  maxTimeout: 100,
});

async function addComment() {
  const options = { method: "POST", headers, body: JSON.stringify(comment), dispatcher };
  const { statusCode, body } = await request(url, options).catch(({ code }) => {
    throw new Error(`The comment was not confirmed (${code})`);
  });
  if (statusCode !== 200) throw new Error(`The comment was answered with ${statusCode}`);
  return body.json().catch(() => {
    throw new Error("The answer can't be read");
  });
}

test("a comment is added", async () => {
  const { data } = await addComment();
  assert.ok(data.commentId);
});
