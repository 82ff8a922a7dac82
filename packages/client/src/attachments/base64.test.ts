import { describe, expect, it } from "vitest";
import { encodeBase64, encodeWithTable } from "./base64.ts";

describe.each([
  ["with Buffer", encodeBase64],
  ["with a table", encodeWithTable],
])("base64 %s", (_, encode) => {
  it.each([0, 1, 2, 3, 4, 5, 255, 100_000])("encodes %i bytes", (length) => {
    const bytes = Uint8Array.from({ length }, (_, index) => index * 7);
    expect(Buffer.from(encode(bytes)).toString()).toBe(Buffer.from(bytes).toString("base64"));
  });
});
