import { expect, it } from "vitest";
import { checkNavigation } from "./navigation.ts";

it("leaves no page out, and promises none", () => {
  const groups = [{ name: "Begin", pages: ["mock", "try"] }];
  expect(() => checkNavigation(groups, ["mock", "try"])).not.toThrow();
  expect(() => checkNavigation(groups, ["mock"])).toThrow("navigation: there is no page try");
  expect(() => checkNavigation(groups, ["mock", "try", "x"])).toThrow("navigation: x has no place");
});
