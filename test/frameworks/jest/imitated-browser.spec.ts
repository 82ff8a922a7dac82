/**
 * @jest-environment jsdom
 * @vitest-environment jsdom
 */

import { CaseCommentsError, createClient, fromBase64, fromBytes } from "@case-comments/client";
import { createError, createFakeClient, signWebhook } from "@case-comments/client/testing";
import { verifyWebhook } from "@case-comments/client/webhook";

const caseId = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
const comment = { text: "Hello ✓", isRestricted: false, author: { email: "rosa@clinic.example" } };
const shown = { fileName: "a.pdf", isPHI: false, isRestricted: false };

test("there is a document here, and no place for the real client", () => {
  expect("document" in globalThis).toBe(true);
  expect(() => createClient({ apiKey: "a-key", environment: "staging" })).toThrow(/for servers/);
});

test("the fake client gives its outcomes, and remembers what it was given", async () => {
  const cases = createFakeClient(createError("timeout", { delivery: "unknown" }), {
    commentId: "c-1",
    createdAt: "2024-09-04T12:00:00.000Z",
  });
  const attachments = [fromBytes(new Uint8Array([1, 2, 3]), shown), fromBase64("QQ==", shown)];
  const result = await cases.addComment(caseId, { ...comment, attachments });
  expect(result).toMatchObject({ ok: false, error: { kind: "timeout", delivery: "unknown" } });
  expect(!result.ok && result.error).toBeInstanceOf(CaseCommentsError);
  expect(await cases.addComment(caseId, comment)).toMatchObject({ ok: true, data: { commentId: "c-1" } });
  expect(cases.calls.map((call) => call.comment)).toEqual([
    {
      ...comment,
      attachments: [
        { ...shown, content: "AQID" },
        { ...shown, content: "QQ==" },
      ],
    },
    comment,
  ]);
});

test("what the real client would not send, the fake one refuses", async () => {
  const cases = createFakeClient();
  expect(await cases.addComment("case-1", comment)).toMatchObject({
    error: { kind: "invalidInput", issues: [{ path: "/caseId", code: "uuid" }] },
  });
  expect(cases.calls).toEqual([]);
});

test("a signal of the page ends a call", async () => {
  const controller = new AbortController();
  const cases = createFakeClient(() => {
    controller.abort();
    return new Promise(() => {});
  });
  const result = await cases.addComment(caseId, comment, { signal: controller.signal });
  expect(result).toMatchObject({ error: { kind: "aborted", delivery: "unknown" } });
});

test("webhooks are signed", async () => {
  expect(await signWebhook("{}", "a-secret")).toMatch(/^[0-9a-f]{64}$/);
  expect(typeof verifyWebhook).toBe("function");
});
