import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePrefer } from "./prefer.ts";

describe("parsePrefer", () => {
  it.for([
    [undefined, {}],
    ["", {}],
    ["code=404", { code: 404 }],
    ["code=404, example=caseNotFound", { code: 404, example: "caseNotFound" }],
    ["code=404; example=caseNotFound", { code: 404, example: "caseNotFound" }],
    [' Code = 404 ,EXAMPLE="a, b;c"', { code: 404, example: "a, b;c" }],
    ["dynamic=true, seed=abc", { dynamic: true, seed: "abc" }],
    ["dynamic=false", { dynamic: false }],
    ["fault=reset-after", { fault: "reset-after" }],
    ["code=404, code=500", { code: 404 }],
    ["respond-async, wait=10, return=minimal", {}],
    ["__proto__=1, constructor=2", {}],
    [';,=,==;"', {}],
  ] as const)("reads %s", ([header, preference]) => {
    expect(parsePrefer(header)).toEqual(preference);
  });

  it.for([
    "code=abc",
    "code=4",
    "code=4040",
    "code",
    "code=",
    "dynamic=yes",
    "dynamic",
    "fault=",
    "fault=explode",
  ])("doesn't take %s for an answer", (header) => {
    expect(parsePrefer(header)).toBeUndefined();
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (header) => void parsePrefer(header)));
  });
});
