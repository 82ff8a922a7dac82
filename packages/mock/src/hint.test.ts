import type { ExpectedFailure, Violation } from "@case-comments/contract";
import { describe, expect, it } from "vitest";
import { hintFor } from "./hint.ts";

const nothing = Buffer.alloc(0);
const url = "/api/v1/cases/x";
const violation: Violation = { in: "body", pointer: "/communication/text", rule: "required" };
const failure = (...violations: Violation[]) => ({ violations }) as unknown as ExpectedFailure;

describe("hintFor", () => {
  it("names place and rule of what is broken first, and how much there is besides", () => {
    const source = { url, headers: {}, content: nothing };
    expect(hintFor(failure(violation), source)).toBe("required at body /communication/text");
    const unreadable: Violation = { in: "body", pointer: "", rule: "json" };
    expect(hintFor(failure(unreadable, violation), source)).toBe(
      "json at body, required at body /communication/text",
    );
    expect(hintFor(failure(...Array(7).fill(violation)), source)).toMatch(
      /^(required at [^,]+, ){5}and 2 more$/,
    );
  });

  it("names each placeholder of the vendor's samples, and nothing else", () => {
    const headers = { "cv-api-key": "YOUR_SECRET_KEY" };
    const content = Buffer.from('{"content":"BASE64_STRING"}');
    expect(hintFor(failure(violation), { url: "/api/v1/cases/YOUR_CASE_ID", headers, content })).toBe(
      "required at body /communication/text. This is a sample with its placeholders: replace YOUR_CASE_ID by the UUID of a case, YOUR_SECRET_KEY by a key (to the mock, any), BASE64_STRING by the content of a file in base64",
    );
    expect(hintFor(failure(violation), { url, headers: {}, content })).toMatch(/: replace BASE64_STRING by/);
  });

  it("says of a body in chunks that the API may refuse it", () => {
    const source = { url, headers: { "transfer-encoding": "chunked" }, content: nothing };
    const chunks = "The body came in chunks, which the API may refuse: send it with a Content-Length";
    expect(hintFor(undefined, source)).toBe(chunks);
    expect(hintFor(failure(violation), source)).toBe(`required at body /communication/text. ${chunks}`);
    expect(hintFor(undefined, { ...source, headers: {} })).toBeUndefined();
  });

  it("searches bodies of up to 64 kB, and no larger ones", () => {
    const sample = (length: number) => Buffer.from("BASE64_STRING".padStart(length));
    const hint = (length: number) =>
      hintFor(failure(violation), { url, headers: {}, content: sample(length) });
    expect(hint(65_536)).toContain("BASE64_STRING");
    expect(hint(65_537)).not.toContain("BASE64_STRING");
  });
});
