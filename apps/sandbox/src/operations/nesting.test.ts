import fc from "fast-check";
import { expect, it } from "vitest";
import { isNestedDeeperThan } from "./nesting.ts";

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

it("knows how deep a value is", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const depth = depthOf(value);
      expect(isNestedDeeperThan(value, depth)).toBe(false);
      if (depth > 0) expect(isNestedDeeperThan(value, depth - 1)).toBe(true);
    }),
  );
});

it("comes to the bottom of what nobody could write again", () => {
  const deep = JSON.parse(`${"[".repeat(200_000)}${"]".repeat(200_000)}`);
  expect(isNestedDeeperThan(deep, 199_999)).toBe(true);
  expect(isNestedDeeperThan(deep, 200_000)).toBe(false);
});
