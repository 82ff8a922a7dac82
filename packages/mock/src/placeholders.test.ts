import { describe, expect, it } from "vitest";
import { placeholderHint } from "./placeholders.ts";

const nothing = Buffer.alloc(0);

describe("placeholderHint", () => {
  it("names each placeholder of the vendor's samples, and nothing else", () => {
    const key = { "cv-api-key": "YOUR_SECRET_KEY" };
    const body = Buffer.from('{"content":"BASE64_STRING"}');
    expect(placeholderHint("/api/v1/cases/YOUR_CASE_ID", key, body)).toBe(
      "This is a sample with its placeholders. Replace YOUR_CASE_ID by the UUID of a case, YOUR_SECRET_KEY by a key (to the mock, any), BASE64_STRING by the content of a file in base64.",
    );
    expect(placeholderHint("/api/v1/cases/x", { "cv-api-key": "k" }, body)).toMatch(
      /Replace BASE64_STRING by/,
    );
    expect(placeholderHint("/api/v1/cases/x", { "cv-api-key": "k" }, nothing)).toBeUndefined();
  });

  it("doesn't search large bodies", () => {
    const body = Buffer.from(`${" ".repeat(70_000)}BASE64_STRING`);
    expect(placeholderHint("/", {}, body)).toBeUndefined();
  });
});
