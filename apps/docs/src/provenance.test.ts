import { expect, it } from "vitest";
import { markProvenance, splitProvenance } from "./provenance.ts";

it("marks what a description says of its source", () => {
  expect(markProvenance("Staging.\n\n*Inferred*: another page says so.")).toBe(
    'Staging.\n\n<span class="provenance inferred">inferred</span> another page says so.',
  );
  expect(markProvenance("It is *inferred*, they say.")).toBe("It is *inferred*, they say.");
});

it("splits a description into what it says and why", () => {
  expect(splitProvenance("No key.\n\n*Assumed*: nothing says.")).toEqual({
    text: "No key.",
    reason: "nothing says.",
  });
  expect(splitProvenance("No key.")).toEqual({ text: "No key." });
});
