import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { checkResponse, operations } from "./index.ts";

describe("checkResponse", () => {
  const documented = operations.flatMap(({ responseExamples }) => responseExamples);

  it.for(documented)("finds the documented response $name", ({ operation, status, failure, body }) => {
    const sameText = documented.find(
      (other) => other.status === status && isDeepStrictEqual(other.body, body),
    );
    expect(checkResponse(operation, status, body)).toEqual(
      failure ? { ok: true, name: sameText?.name } : { ok: true },
    );
  });

  it("finds no other text, status or form", () => {
    const refusal = { status: 404, success: false, message: "Invalid request", error: "No Case found" };
    expect(checkResponse("addCaseComment", 404, refusal)).toMatchObject({ ok: false });
    expect(checkResponse("addCaseComment", 500, refusal)).toMatchObject({ ok: false });
    expect(checkResponse("addCaseComment", 200, { ...refusal, status: 200 })).toMatchObject({ ok: false });
    expect(checkResponse("addCaseComment", 404, null)).toMatchObject({ ok: false });
  });

  it("never repeats a value in what it reports", () => {
    const check = checkResponse("addCaseComment", 200, {
      status: 200,
      success: true,
      message: "m",
      data: "Jane Roe",
    });
    expect(check).toEqual({ ok: false, problems: ["type at /data"] });
  });
});
