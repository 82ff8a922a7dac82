import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holdsMoreThan } from "./json-size.ts";

function countOf(value: unknown): number {
  if (typeof value === "string") return 1;
  if (typeof value !== "object" || value === null) return 0;
  if (Array.isArray(value)) return value.reduce((count, item) => count + countOf(item), 1);
  return Object.values(value).reduce((count: number, item) => count + 1 + countOf(item), 1);
}

describe("holdsMoreThan", () => {
  it("counts as a parser would", () => {
    const text = fc.string({ unit: fc.constantFrom("a", '"', "\\", "[", "{", "é", "\n"), maxLength: 80 });
    const long = fc.tuple(fc.nat(130), text).map(([length, end]) => `${"a".repeat(length)}${end}`);
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        text,
        long,
        fc.integer(),
        fc.constant(null),
        fc.array(tie("tree")),
        fc.dictionary(text, tie("tree")),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const json = Buffer.from(`${JSON.stringify(value)}${" ".repeat(100)}`);
        const count = countOf(value);
        expect(holdsMoreThan(json, count)).toBe(false);
        if (count > 0) expect(holdsMoreThan(json, count - 1)).toBe(true);
      }),
    );
  });

  it("comes to an end where a string doesn't", () => {
    expect(holdsMoreThan(Buffer.from(`"${"x".repeat(100)}`), 1)).toBe(false);
    expect(holdsMoreThan(Buffer.from(`"${"\\".repeat(101)}`), 1)).toBe(false);
    expect(holdsMoreThan(Buffer.from('"\\'), 1)).toBe(false);
  });
});
