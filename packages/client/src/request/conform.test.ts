import { describe, expect, it } from "vitest";
import { conform, type Rule } from "./conform.ts";

function issuesOf(value: unknown, rule: Rule): string[] {
  const issues: string[] = [];
  conform(value, rule, "", (path, code) => issues.push(`${path} ${code}`.trim()));
  return issues;
}

describe("conform", () => {
  it.for<[rule: Rule, good: unknown[], bad: [value: unknown, code: string][]]>([
    [
      { type: "string" },
      ["", "x"],
      [
        [1, "type"],
        [null, "type"],
        [undefined, "required"],
      ],
    ],
    [{ type: ["string", "null"] }, ["x", null], [[1, "type"]]],
    [
      { type: "number" },
      [1.5],
      [
        [Number.NaN, "type"],
        [Number.POSITIVE_INFINITY, "type"],
        ["1", "type"],
      ],
    ],
    [{ type: "integer" }, [1], [[1.5, "type"]]],
    [{ type: "boolean" }, [false], [[0, "type"]]],
    [
      { type: "object" },
      [{}],
      [
        [[], "type"],
        [null, "type"],
      ],
    ],
    [{ type: "array" }, [[]], [[{}, "type"]]],
    [{ const: "a" }, ["a"], [["b", "const"]]],
    [{ enum: ["a", 1] }, ["a", 1], [["1", "enum"]]],
    [{ pattern: "^\\p{Lu}" }, ["Ärzte"], [["ä", "pattern"]]],
    [
      { minLength: 2, maxLength: 3 },
      ["ab", "😀😀😀"],
      [
        ["😀", "minLength"],
        ["abcd", "maxLength"],
      ],
    ],
    [
      { minimum: 1, maximum: 2 },
      [1, 2],
      [
        [0.9, "minimum"],
        [3, "maximum"],
      ],
    ],
    [
      { minItems: 1, maxItems: 2 },
      [[1], [1, 2]],
      [
        [[], "minItems"],
        [[1, 2, 3], "maxItems"],
      ],
    ],
    [{ format: "email" }, ["a@b"], [["a", "email"]]],
    [{ contentEncoding: "base64" }, ["QQ=="], [["QQ", "base64"]]],
  ])("keeps to %j", ([rule, good, bad]) => {
    for (const value of good) expect(issuesOf(value, rule)).toEqual([]);
    for (const [value, code] of bad) expect(issuesOf(value, rule)).toEqual([code]);
  });

  it("copies what the rules know, at any depth, and nothing else", () => {
    const rule: Rule = {
      type: "object",
      required: ["a"],
      properties: { a: { items: { properties: { b: {} } } }, c: { type: "object" } },
    };
    const value = { a: [{ b: 1, x: 2 }, null], c: { anything: [1] }, x: 3, toJSON: () => "other" };
    expect(conform(value, rule, "", () => {})).toEqual({ a: [{ b: 1 }, null], c: { anything: [1] } });
    expect(issuesOf({}, rule)).toEqual(["/a required"]);
    expect(issuesOf({ a: [{}], c: 1 }, rule)).toEqual(["/c type"]);
  });
});
