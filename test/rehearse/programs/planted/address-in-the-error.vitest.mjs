import ky from "ky";
import { expect, test } from "vitest";
import { comment, headers, url } from "../comment.cjs";

// Its errors say which address was called, and the address holds the case id.
const addComment = () =>
  ky.post(url, { json: comment, headers, redirect: "error", timeout: 3_000, retry: 0 }).json();

test("a comment is added", async () => {
  const { data } = await addComment();
  expect(data.commentId).toBeTypeOf("string");
});
