import { expect, it } from "vitest";
import { highlight } from "./highlight.ts";

it("marks tokens by elements, and nothing by style", () => {
  expect(highlight('{\n  "a": [1, "<b>"]\n}', "json").text).toBe(
    '{\n  &quot;a&quot;: [<i class="n">1</i>, <i>&quot;&lt;b&gt;&quot;</i>]\n}',
  );
});

it("says which language it does not know", () => {
  expect(() => highlight("puts 1", "ruby")).toThrow("the docs have no grammar for code in ruby");
});
