import { expect, it } from "vitest";
import { isNestedDeeperThan } from "./nesting.ts";

it.for<[number, unknown]>([
  [0, null],
  [0, "[[[["],
  [1, {}],
  [1, [1, "a", true, null]],
  [2, { a: 1, b: [], c: "{" }],
  [3, [[], { a: [1] }, 2]],
  [4, { a: { b: [{ c: null }] }, d: [[]] }],
])("finds %i levels in %j", ([levels, value]) => {
  expect(isNestedDeeperThan(value, levels)).toBe(false);
  for (let fewer = 0; fewer < levels; fewer += 1) expect(isNestedDeeperThan(value, fewer)).toBe(true);
});

it("comes to the bottom of what nobody could write again", () => {
  const deep = JSON.parse(`${"[".repeat(200_000)}${"]".repeat(200_000)}`);
  expect(isNestedDeeperThan(deep, 199_999)).toBe(true);
  expect(isNestedDeeperThan(deep, 200_000)).toBe(false);
});
