import { describe, expect, expectTypeOf, it, onTestFinished, vi } from "vitest";
import { caseId, comment, leaksOf, shown } from "../test/canaries.ts";
import { answer, startServer } from "../test/recording-server.ts";
import { failures } from "./generated/contract.gen.ts";
import {
  type AddCommentError,
  type AddCommentResult,
  CaseCommentsError,
  createClient,
  fromBase64,
  fromBlob,
  fromBytes,
  fromStream,
  type NewComment,
} from "./index.ts";
import { createError, createFakeClient, signWebhook } from "./testing.ts";
import { readWebhook } from "./webhook.ts";

const created = { commentId: "17", createdAt: "2024-09-04T12:00:00.000Z" };
const never = () => new Promise<never>(() => {});

/** What a result shows, and what its methods tell, but for the id of its call. */
function facts(result: AddCommentResult) {
  if (result.ok) return result.data;
  const { callId: _, ...shown } = result.error;
  return { ...shown, name: result.error.name, message: result.error.message };
}

describe("a fake client", () => {
  it("creates comments, and remembers what it would have sent", async () => {
    const cases = createFakeClient();
    const attachments = [fromBytes(Buffer.from("%PDF"), shown), fromBase64("QQ==", shown)];
    const options = { timeout: 5_000 };
    const author = { ...comment.author, birthday: "left out" };
    const first = await cases.addComment(caseId, { ...comment, author, attachments }, options);
    const second = await cases.addComment(caseId, comment);
    expect(first).toMatchObject({ ok: true, data: { commentId: expect.any(String) } });
    expect(second).not.toEqual(first);
    expect(cases.calls).toEqual([
      {
        callId: expect.any(String),
        caseId,
        comment: {
          ...comment,
          attachments: [
            { ...shown, content: "JVBERg==" },
            { ...shown, content: "QQ==" },
          ],
        },
        options,
      },
      { callId: second.ok && second.callId, caseId, comment, options: {} },
    ]);
  });

  it("tells an id that it doesn't show, as the real one does", async () => {
    const error = createError("contradictoryResponse", { status: 202, commentId: "not an id" });
    const result = await createFakeClient(error).addComment(caseId, comment);
    expect(result).toMatchObject({ error: { commentId: "not an id" } });
    expect(JSON.stringify(result)).not.toContain("not an id");
  });

  it("sends what the real one sends", async () => {
    const { baseUrl, requests } = await startServer();
    const full: NewComment = {
      ...comment,
      text: "\uFEFF\u0000 ✓ \ud800",
      webhookNotify: false,
      taggedUsers: [{ email: "a@clinic.example" }],
      attachments: [fromBytes(new Uint8Array(1_000_000), shown)],
    };
    const cases = createFakeClient();
    await cases.addComment(caseId, full);
    await createClient({ apiKey: "a-key", baseUrl }).addComment(caseId, full);
    expect({ ...JSON.parse(requests[0]?.body ?? "") }).toEqual({
      action: "ADD_COMMUNICATION",
      communication: cases.calls[0]?.comment,
    });
  });

  it("gives its outcomes one after the other, and the last for ever", async () => {
    const cases = createFakeClient(
      createError("network", { delivery: "not-sent" }),
      () => createError("caseNotFound"),
      async ({ comment: { text } }) => ({ ...created, commentId: text }),
    );
    const results: AddCommentResult[] = [];
    for (let call = 0; call < 4; call++) results.push(await cases.addComment(caseId, comment));
    expect(results).toMatchObject([
      { error: { kind: "network", delivery: "not-sent" } },
      { error: { kind: "caseNotFound", status: 404 } },
      { data: { commentId: comment.text } },
      { data: { commentId: comment.text } },
    ]);
    expect(cases.calls).toHaveLength(4);
  });

  it("gives every call an error of its own, with the id of the call, and all that it tells", async () => {
    const reason = new Error("planted-reason");
    const said = { responseBody: "planted-body", responseHeaders: { "X-Request-Id": "7" } };
    const cases = createFakeClient(
      createError("unexpectedStatus", { status: 503, delivery: "unknown", ...said }),
      createError("network", { delivery: "unknown", reason }),
    );
    const errors: AddCommentError[] = [];
    for (let call = 0; call < 3; call++) {
      const result = await cases.addComment(caseId, comment);
      if (!result.ok) errors.push(result.error);
    }
    expect(errors.map(({ callId }) => callId)).toEqual(cases.calls.map(({ callId }) => callId));
    expect(new Set(errors.map(({ callId }) => callId)).size).toBe(3);
    expect(errors.map((error) => error.responseBody())).toEqual(["planted-body", undefined, undefined]);
    expect(errors.map((error) => error.responseHeader("x-request-id"))).toEqual(["7", undefined, undefined]);
    expect(errors.map((error) => error.reason())).toEqual([undefined, reason, reason]);
    for (const error of errors) {
      expect(error).toBeInstanceOf(CaseCommentsError);
      expect(leaksOf(JSON.stringify(error))).toEqual([]);
    }
  });

  const wrong: [string, unknown, unknown, unknown?][] = [
    ["a case id that is no UUID", "case-1", comment],
    ["no comment", caseId, undefined],
    ["no visibility", caseId, { ...comment, isRestricted: undefined }],
    ["a typing mistake", caseId, { ...comment, webhookNotfy: false }],
    ["an address that is none", caseId, { ...comment, author: { email: "rosa" } }],
    ["an attachment by hand", caseId, { ...comment, attachments: [{ ...shown, content: "QQ==" }] }],
    ["bytes that are none", caseId, { ...comment, attachments: [fromBytes([1] as never, shown)] }],
    ["a source that is shorter than it said", caseId, { ...comment, attachments: [short(3)] }],
    ["a source that breaks", caseId, { ...comment, attachments: [broken()] }],
    ["more than the limit", caseId, { ...comment, text: "x".repeat(32_000_000) }],
    ["a header of the request's own", caseId, comment, { headers: { "cv-api-key": "mine" } }],
    ["a time that is none", caseId, comment, { timeout: -1 }],
    ["a signal that has aborted", caseId, comment, { signal: AbortSignal.abort() }],
  ];
  function short(size: number) {
    return fromStream(() => new Blob(["a"]).stream(), size, shown);
  }
  function broken() {
    return fromBlob(Object.assign(new Blob(["a"]), { slice: () => ({}) as never }), shown);
  }

  it.each(wrong)("refuses %s as the real one does", async (_, caseId, input, options) => {
    const { baseUrl } = await startServer();
    const real = createClient({ apiKey: "a-key", baseUrl, retries: 0 });
    const fake = createFakeClient(created);
    const args = [caseId, input, options] as Parameters<typeof real.addComment>;
    const expected = facts(await real.addComment(...args));
    expect(expected).toMatchObject({ delivery: "not-sent" });
    expect(facts(await fake.addComment(...args))).toEqual(expected);
    expect(fake.calls).toEqual([]);
  });

  it("ends a call that waits for its outcome, by time and by signal", async () => {
    const cases = createFakeClient(never);
    const controller = new AbortController();
    const late = cases.addComment(caseId, comment, { timeout: 10 });
    const aborted = cases.addComment(caseId, comment, { signal: controller.signal });
    expect(await late).toMatchObject({ error: { kind: "timeout", delivery: "unknown" } });
    controller.abort();
    expect(await aborted).toMatchObject({ error: { kind: "aborted", delivery: "unknown" } });
    expect(cases.calls).toHaveLength(2);
  });

  it("tells how far the upload is", async () => {
    const heard: number[] = [];
    await createFakeClient().addComment(caseId, comment, {
      onProgress: ({ sentBytes, totalBytes }) => heard.push(sentBytes / totalBytes),
    });
    expect(heard.at(-1)).toBe(1);
  });

  it("lets a failed assertion through", async () => {
    const failed = new Error("expected 1 to be 2");
    const cases = createFakeClient(() => {
      throw failed;
    });
    await expect(cases.addComment(caseId, comment)).rejects.toBe(failed);
  });

  it.each([null, {}, "caseNotFound", { commentId: "" }, new Error("other")])(
    "takes no %j for an outcome",
    async (outcome) => {
      expect(() => createFakeClient(outcome as never)).toThrow(TypeError);
      const late = createFakeClient(() => outcome as never);
      await expect(late.addComment(caseId, comment)).rejects.toThrow(TypeError);
    },
  );

  it("is a client", () => {
    expectTypeOf(createFakeClient()).toExtend<ReturnType<typeof createClient>>();
  });
});

describe("createError", () => {
  it.each(failures.addCaseComment)("makes $kind by the contract, as the client does", async (failure) => {
    const { kind, status, error: text } = failure;
    const body = JSON.stringify({ status, success: false, message: "Invalid request", error: text });
    const { baseUrl } = await startServer((response) => answer(response, status, body));
    const real = await createClient({ apiKey: "a-key", baseUrl }).addComment(caseId, comment);
    const field = "field" in failure ? { field: failure.field } : {};
    const error = createError(kind as "missingRequiredField", field as { field: "text" });
    expect(facts({ ok: false, error })).toEqual(facts(real));
  });

  it("makes issues with their sentences", () => {
    const { issues } = createError("invalidInput", { issues: [{ path: "/text", code: "required" }] });
    expect(issues).toEqual([{ path: "/text", code: "required", message: "This is required" }]);
  });

  it.each<[string, object?]>([
    ["caseLost"],
    ["network"],
    ["network", { delivery: "perhaps" }],
    ["unrecognizedRejection", { status: 503 }],
    [
      "unrecognizedRejection",
      { status: 404, responseBody: '{"error":"No Case found for provided details!"}' },
    ],
    ["unexpectedStatus", { status: 404, delivery: "unknown" }],
    ["unexpectedStatus", { status: 503, delivery: "rejected" }],
    ["unexpectedStatus", { status: 201, delivery: "not-sent" }],
    ["invalidResponse", { status: 500 }],
    ["network", { delivery: "rejected" }],
    ["network", { delivery: "unknown", status: 503 }],
    ["timeout", { delivery: "rejected" }],
    ["timeout", { delivery: "unknown", status: 404 }],
    ["aborted", { delivery: "rejected", status: 503 }],
    ["contradictoryResponse", { status: 202 }],
    ["contradictoryResponse", { status: 202, commentId: "" }],
    ["invalidInput"],
    ["invalidInput", { issues: [] }],
    ["invalidInput", { issues: [{ path: "/text", code: "lost" }] }],
    ["unrecognizedRejection", { status: 404.5 }],
    ["unexpectedStatus", { status: 5030, delivery: "unknown" }],
    ["unexpectedStatus", { status: 503, delivery: "unknown", retryAfter: -5 }],
    ["contradictoryResponse", { status: 202, commentId: 17 }],
    ["timeout", { delivery: "unknown", commentId: "17" }],
    ["apiKeyUnavailable", { status: 503 }],
    ["network", { delivery: "unknown", responseBody: "{}" }],
  ])("makes no %s of %j, which no call ends in", (kind, details) => {
    expect(() => createError(kind as "network", details as never)).toThrow(TypeError);
  });

  it("has types that say what is left open", () => {
    createError("permissionDenied");
    createError("unrecognizedRejection", { status: 429, retryAfter: 1_000 });
    createError("unexpectedStatus", { status: 408, delivery: "not-sent" });
    createError("contradictoryResponse", { status: 202, commentId: "17" });
    createError("timeout", { status: 404, delivery: "rejected" });
    createError("aborted", { status: 503, delivery: "not-sent" });
    expectTypeOf(createError("caseNotFound").status).toEqualTypeOf<404>();
    // @ts-expect-error: may it exist?
    expect(() => createError("timeout")).toThrow(TypeError);
    // @ts-expect-error: which?
    createError("missingRequiredField");
    // @ts-expect-error: the contract says which
    createError("caseNotFound", { status: 400 });
    // @ts-expect-error: no such failure
    expect(() => createError("caseClosed")).toThrow(TypeError);
  });
});

describe("signWebhook", () => {
  const body = JSON.stringify({ event: "ADD_CASE_COMMENT", payload: { comment: { id: "17" } } });

  it("signs what readWebhook takes for genuine, as text and as bytes", async () => {
    for (const raw of [body, Buffer.from(body), new TextEncoder().encode(body).buffer]) {
      const signature = await signWebhook(raw, "a secret ✓");
      expect(await readWebhook(raw, signature, "a secret ✓")).toMatchObject({ kind: "comment" });
      expect(await readWebhook(raw, signature, "another")).toEqual({ kind: "forged" });
    }
  });

  it("takes no empty secret", async () => {
    for (const secret of ["", undefined, 5])
      await expect(signWebhook(body, secret as string)).rejects.toThrow(/secret/);
  });

  it("signs no event that is not printed yet", async () => {
    for (const event of [{ event: "ADD_CASE_COMMENT" }, undefined])
      await expect(signWebhook(event as never, "a-secret")).rejects.toThrow(/raw bytes or text/);
  });
});

it("works in an imitated browser without text codecs and WebCrypto, and the webhook entry can be imported", async () => {
  vi.resetModules();
  onTestFinished(() => void vi.unstubAllGlobals());
  for (const name of ["TextEncoder", "TextDecoder", "crypto", "fetch", "ReadableStream"])
    vi.stubGlobal(name, undefined);
  for (const name of ["window", "document"]) vi.stubGlobal(name, {});
  const { createClient, fromBase64 } = await import("./index.ts");
  await import("./webhook.ts");
  const testing = await import("./testing.ts");
  expect(() => createClient({ apiKey: "a-key", environment: "staging" })).toThrow(/for servers/);
  const cases = testing.createFakeClient();
  const attachments = [fromBase64("QQ==", shown)];
  expect(await cases.addComment(caseId, { ...comment, attachments })).toMatchObject({ ok: true });
  expect(cases.calls[0]?.comment).toEqual({ ...comment, attachments: [{ ...shown, content: "QQ==" }] });
  expect(await testing.signWebhook("{}", "a-secret")).toMatch(/^[0-9a-f]{64}$/);
});
