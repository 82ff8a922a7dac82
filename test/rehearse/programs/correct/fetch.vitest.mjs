import { describe, expect, test } from "vitest";
import { comment, headers, url } from "../comment.cjs";

async function addComment(text = comment.communication.text) {
  const body = JSON.stringify({ ...comment, communication: { ...comment.communication, text } });
  const signal = AbortSignal.timeout(4_000);
  try {
    const response = await fetch(url, { method: "POST", headers, body, redirect: "error", signal });
    const { success, data } = await response.json();
    if (response.status === 200 && success) return { outcome: "added", id: data.commentId };
    return { outcome: [400, 403, 404, 429].includes(response.status) ? "refused" : "unknown" };
  } catch {
    return { outcome: "unknown" };
  }
}

describe.concurrent("comments", () => {
  test("one is added", { timeout: 30_000 }, async () => {
    expect((await addComment()).outcome).toBe("added");
  });

  test("the same one is added on purpose, twice", { timeout: 30_000 }, async () => {
    const outcomes = [await addComment(), await addComment()].map(({ outcome }) => outcome);
    expect(outcomes).toEqual(["added", "added"]);
  });

  test("one with a text of its own each time", { timeout: 30_000 }, async () => {
    expect((await addComment(`reference ${crypto.randomUUID()}`)).outcome).toBe("added");
  });

  test("one without a text is refused", { timeout: 30_000 }, async () => {
    expect((await addComment(null)).outcome).toBe("refused");
  });
});
