import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holdsMoreThan } from "./json-size.ts";

function countOf(value: unknown): number {
  if (typeof value === "string") return 1;
  if (typeof value !== "object" || value === null) return 0;
  const items: unknown[] = Object.values(value);
  const own = 1 + Math.max(0, items.length - 1) + (Array.isArray(value) ? 0 : items.length);
  return items.reduce((count: number, item) => count + countOf(item), own);
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
