import { createHmac } from "node:crypto";
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
  it("gives the event", async () => {
    expect(await readWebhook(rawBody, sign(rawBody), secret)).toEqual(event);
    expect(await readWebhook(Buffer.from(rawBody), sign(rawBody), secret)).toEqual(event);
  });

  it("gives nothing if the signature is wrong", async () => {
    expect(await readWebhook(rawBody, sign("other"), secret)).toBeUndefined();
  });

  it.each([
    "",
    "{",
    "null",
    "[]",
    "5",
    '{"event":"ADD_CASE_COMMENT"}',
    '{"event":"OTHER","payload":{"comments":{"id":"1"}}}',
  ])("gives nothing for %j, though it is signed", async (body) => {
    expect(await readWebhook(body, sign(body), secret)).toBeUndefined();
  });
});
