import { expect, it } from "vitest";
import { descriptionOf, provenanceOf } from "./provenance.ts";

it("takes apart what a description says and how we know of it", () => {
  const marked = {
    description: "No key.\n\n*Assumed*: nothing says.\nNothing at all.",
    "x-provenance": "assumed: nothing says.\nNothing at all.",
  };
  expect(descriptionOf(marked)).toBe("No key.");
  expect(provenanceOf(marked)).toEqual({ kind: "assumed", reason: "Nothing says.\nNothing at all." });
});

it("leaves a documented fact alone", () => {
  const documented = { description: "It is *inferred*, they say." };
  expect(descriptionOf(documented)).toBe("It is *inferred*, they say.");
  expect(provenanceOf(documented)).toBeUndefined();
});
