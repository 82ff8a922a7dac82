import { createHmac } from "node:crypto";
import document from "@case-comments/openapi/openapi.dereferenced.json" with { type: "json" };
import { describe, expect, it } from "vitest";
import { readWebhook, verifyWebhook } from "./webhook.ts";

const secret = "a secret ✓";
const event = { event: "ADD_CASE_COMMENT", payload: { comments: { id: "17", text: "✓" } } };
const rawBody = `${JSON.stringify(event)}\n`;
const sign = (body: string | Uint8Array, key = secret) =>
  createHmac("sha256", key).update(body).digest("hex");

describe("verifyWebhook", () => {
  it("accepts the signature of the raw body, as text or as bytes, in either case", async () => {
    expect(await verifyWebhook(rawBody, sign(rawBody), secret)).toBe(true);
    expect(await verifyWebhook(Buffer.from(rawBody), sign(rawBody).toUpperCase(), secret)).toBe(true);
    const bytes = Uint8Array.of(0, 255, 254);
    expect(await verifyWebhook(bytes, sign(bytes), secret)).toBe(true);
    expect(await verifyWebhook(bytes.buffer, sign(bytes), secret)).toBe(true);
  });

  it("refuses a body that was parsed and printed again, or another secret", async () => {
    expect(await verifyWebhook(JSON.stringify(JSON.parse(rawBody)), sign(rawBody), secret)).toBe(false);
    expect(await verifyWebhook(rawBody, sign(rawBody, "other"), secret)).toBe(false);
  });

  it.each([
    undefined,
    null,
    "",
    "0",
    "z".repeat(64),
    "0".repeat(63),
    "0".repeat(65),
    `${sign(rawBody)}00`,
    ` ${sign(rawBody)}`,
    `${sign(rawBody)}\n`,
    `sha256=${sign(rawBody)}`,
    "é".repeat(64),
    [sign(rawBody)],
    5 as never,
    {} as never,
  ])("refuses the signature %j without throwing", async (signature) => {
    expect(await verifyWebhook(rawBody, signature, secret)).toBe(false);
  });

  it("takes no empty secret: everybody could sign with it", async () => {
    await expect(verifyWebhook(rawBody, sign(rawBody, ""), "")).rejects.toThrow(TypeError);
    await expect(verifyWebhook(rawBody, sign(rawBody), undefined as never)).rejects.toThrow(TypeError);
  });
});

describe("readWebhook", () => {
  it("reads what was signed, whatever becomes of its memory meanwhile", async () => {
    const later = Buffer.from(rawBody.replace('"17"', '"18"'));
    for (const memory of [Buffer.from(rawBody), Buffer.from(new SharedArrayBuffer(later.length))]) {
      memory.write(rawBody);
      const webhook = readWebhook(memory, sign(rawBody), secret);
      memory.set(later);
      expect(await webhook).toMatchObject({ kind: "comment", comment: { id: "17" } });
    }
  });

  const older = { event: "ADD_CASE_COMMENT", payload: { comment: { id: "18", author: { firstName: "R" } } } };

  it.each([
    ["the documented form", event, "17"],
    ["the older form, whose author has no address", older, "18"],
    [
      "the older form beside an empty place for the other",
      { ...older, payload: { ...older.payload, comments: {} } },
      "18",
    ],
  ])("reads %s", async (_, sent, id) => {
    const body = JSON.stringify(sent);
    for (const raw of [body, Buffer.from(body), new TextEncoder().encode(body).buffer]) {
      const webhook = await readWebhook(raw, sign(body), secret);
      expect(webhook).toMatchObject({ kind: "comment", comment: { id }, event: sent });
    }
  });

  it("reads a text that begins with a byte order mark", async () => {
    for (const raw of [`\ufeff${rawBody}`, Buffer.from(`\ufeff${rawBody}`)])
      expect(await readWebhook(raw, sign(raw), secret)).toMatchObject({ kind: "comment", event });
  });

  it("reads the contract's own examples", async () => {
    const examples = Object.values(
      document.webhooks.addCaseComment.post.requestBody.content["application/json"].examples,
    );
    expect(examples).toHaveLength(2);
    for (const { value } of examples as { value: unknown }[]) {
      const body = JSON.stringify(value);
      expect(await readWebhook(body, sign(body), secret)).toMatchObject({ kind: "comment", event: value });
    }
  });

  it.each([rawBody, "", "{"])("calls %j forged if the signature is wrong", async (body) => {
    expect(await readWebhook(body, sign("other"), secret)).toEqual({ kind: "forged" });
  });

  it.each([
    "",
    "{",
    "null",
    "[]",
    "5",
    '{"event":"ADD_CASE_COMMENT"}',
    '{"event":"ADD_CASE_COMMENT","payload":null}',
    '{"event":"ADD_CASE_COMMENT","payload":{"comments":[]}}',
    '{"event":"ADD_CASE_COMMENT","payload":{"comments":{"id":17}}}',
    '{"event":"ADD_CASE_COMMENT","payload":{"comments":{"id":"","text":"Hello"}}}',
    '{"event":"DELETE_CASE_COMMENT","payload":{"comments":{"id":"1"}}}',
  ])("does not read %j, though it is genuine", async (body) => {
    expect(await readWebhook(body, sign(body), secret)).toEqual({ kind: "other" });
  });

  it.each([{ event: "ADD_CASE_COMMENT" }, undefined, null])(
    "says what to pass instead of %j",
    async (parsed) => {
      await expect(readWebhook(parsed as never, sign(""), secret)).rejects.toThrow(/raw bytes or text/);
    },
  );
});
