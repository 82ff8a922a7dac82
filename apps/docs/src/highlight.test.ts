import { expect, it, vi } from "vitest";
import { highlight } from "./highlight.ts";

it("marks tokens by elements, and nothing by style", () => {
  expect(highlight('{\n  "a": [1, "<b>"]\n}', "json").text).toBe(
    '{\n  &quot;a&quot;: [<i class="n">1</i>, <i>&quot;&lt;b&gt;&quot;</i>]\n}',
  );
});

it("marks the same on a machine that takes its time", () => {
  const code = 'const a = 0; // "b"\nlet c = `\u0024{a}`;';
  const marked = highlight(code, "typescript").text;
  let now = Date.now();
  const clock = vi.spyOn(Date, "now").mockImplementation(() => {
    now += 10_000;
    return now;
  });
  expect(highlight(code, "typescript").text).toBe(marked);
  clock.mockRestore();
});

it("says which language it does not know", () => {
  expect(() => highlight("puts 1", "ruby")).toThrow("the docs have no grammar for code in ruby");
});
