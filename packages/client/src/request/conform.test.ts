import { describe, expect, it } from "vitest";
import { conform } from "./conform.ts";
import * as keywords from "./keywords.ts";

type Rule = keywords.Rule;

const all: Record<string, keywords.Keyword<unknown>> = { ...keywords, type: keywords.anyType };

const holds =
  (value: unknown) =>
  ([name, argument]: [string, unknown]) =>
    all[name]?.holds(value, argument);

describe("keywords", () => {
  it.for<[rule: Rule, good: unknown[], bad: [value: unknown, code: string][]]>([
    [
      { type: "string" },
      ["", "x"],
      [
        [1, "type"],
        [null, "type"],
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
    [{ format: "email" }, ["a@b"], [["a", "format"]]],
    [{ contentEncoding: "base64" }, ["QQ=="], [["QQ", "contentEncoding"]]],
  ])("keep to %j", ([rule, good, bad]) => {
    const brokenBy = (value: unknown) => Object.entries(rule).find((entry) => !holds(value)(entry))?.[0];
    for (const value of good) expect(brokenBy(value)).toBeUndefined();
    for (const [value, keyword] of bad) expect(brokenBy(value)).toBe(keyword);
  });

  it.each([null, true, 5, "text", [1], {}, Number.NaN])(
    "tell the type of %j alike, whether or not numbers and lists count",
    (value) => {
      for (const type of ["string", "boolean", "object", "array", "null"] as const)
        expect(keywords.type.holds(value, type)).toBe(keywords.anyType.holds(value, type));
    },
  );

  it.each([null, true, 5, "text", [1], {}])("have nothing to say of %j unless it is theirs", (value) => {
    const strict: Rule = { minLength: 9, maxLength: 0, pattern: "^$", format: "uuid" };
    if (typeof value !== "string") expect(Object.entries(strict).every(holds(value))).toBe(true);
    if (typeof value !== "number")
      expect(Object.entries({ minimum: 9, maximum: 0 }).every(holds(value))).toBe(true);
    if (!Array.isArray(value))
      expect(Object.entries({ minItems: 9, maxItems: 0 }).every(holds(value))).toBe(true);
  });
});

function issuesOf(value: unknown, rule: Rule): string[] {
  const issues: string[] = [];
  conform(value, rule, "", (path, code) => issues.push(`${path} ${code}`.trim()));
  return issues;
}

describe("conform", () => {
  it("names a format instead of its keyword, and what is not there", () => {
    expect(issuesOf("a", { type: "string", format: "email" })).toEqual(["email"]);
    expect(issuesOf("QQ", { contentEncoding: "base64" })).toEqual(["base64"]);
    expect(issuesOf(undefined, { type: "string" })).toEqual(["required"]);
  });

  it("refuses unknown fields where it is told to", () => {
    const closed: Rule = { properties: { a: {} }, closed: true };
    expect(issuesOf({ a: 1, b: 2, toString: 1, c: undefined }, closed)).toEqual([
      "/b unknownField",
      "/toString unknownField",
    ]);
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
