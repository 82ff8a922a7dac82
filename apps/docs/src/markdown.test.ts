import { describe, expect, it } from "vitest";
import { renderMarkdown, renderPhrase } from "./markdown.ts";

const render = (source: string) => renderMarkdown(source, { id: "mock", shift: 1 }).text;

describe("renderMarkdown", () => {
  it("gives a heading a place, and a link to it", () => {
    expect(render("## In CI, then")).toBe(
      '<h3 id="mock/in-ci-then"><a href="#mock/in-ci-then">In CI, then</a></h3>\n',
    );
  });

  it("marks what is inferred and assumed, and nothing else", () => {
    expect(render("*Inferred*: it is *so*, *assumed too*.")).toBe(
      '<p><span class="mark inferred">Inferred</span>: it is <em>so</em>, <em>assumed too</em>.</p>\n',
    );
  });

  it("lets a cell of a table say what it is where its row has several", () => {
    expect(render("| a | `b` | c |\n| --- | --- | --- |\n| 1 | 2 | 3 |")).toContain(
      '<td>1</td>\n<td data-label="b">2</td>\n<td data-label="c">3</td>',
    );
    expect(render("| a | b |\n| --- | --- |\n| 1 | 2 |")).toContain("<td>1</td>\n<td>2</td>");
  });

  it("obeys no markup", () => {
    expect(render('<img src=x onerror="alert(1)"> [x](javascript:alert(1))')).not.toMatch(/<img|<a/);
  });

  it("leads from guide to guide on the page", () => {
    expect(renderPhrase("[The mock](#/mock)").text).toBe('<a href="#mock">The mock</a>');
  });

  it("refuses code that it can't highlight", () => {
    expect(() => render("```ruby\nputs 1\n```")).toThrow("the docs have no grammar for code in ruby");
  });
});
