import { describe, expect, it, vi } from "vitest";
import { bodyOf, consequencesOf } from "./consequences.ts";
import { edits } from "./edits.ts";

// The more edits are tried at once, the fewer runs of redocly they take together.
vi.setConfig({ maxConcurrency: edits.length });

describe("when", { concurrent: true }, () => {
  it.for(edits)("$name, it follows by itself or stops the build", async (edit) => {
    const { stops, fields, use, refused } = edit;
    expect(await consequencesOf(edit)).toEqual({
      stops: { lint: [], compiler: [], ...stops },
      afterRepair: [],
      facts: fields,
      docs: fields.map((field) => field.replaceAll("[]", "")),
      use: { compiles: true, received: bodyOf(use, edit) },
      misuse: { compiles: false, ...refused },
    });
  });
});
