import { beforeAll, expect, it } from "vitest";
import { docsPage } from "../../apps/docs/src/docs-page.ts";
import { markdownFiles } from "../../apps/docs/src/markdown-files.ts";
import { type BuiltContract, buildContract } from "../changed-contract/build-contract.ts";
import { noScripts } from "../changed-contract/no-scripts.ts";
import { copyContractWithThreeOperations } from "./copy-contract.ts";

let built: BuiltContract;
let html: string;
beforeAll(async () => {
  await using copy = await copyContractWithThreeOperations();
  built = await buildContract(copy);
  html = await docsPage(built.contract, noScripts, { "openapi.json": JSON.stringify(built.bundle) });
});

const unescaped = (text: string) =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");

it.for([
  ["List the comments of a case", "listCaseComments"],
  ["Delete a comment", "deleteCaseComment"],
] as const)("the docs have a part for: %s", ([summary, id]) => {
  expect(html).toContain(`<section id=${id} class=operation><h2><a href=#${id}>${summary}</a></h2>`);
  expect(html).toContain(`<li><a href=#${id}>${summary}</a>`);
});

it("the docs show the query of a call, and what it demands", () => {
  const [, limit = ""] = /<li id=listCaseComments-parameter-limit>(.*?)<\/dl>/s.exec(html) ?? [];
  expect(limit.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ")).toBe(
    " limit integer optional How many comments a page has at most. default 20 at least 1 at most 100 example 50 ",
  );
});

it("the docs list the failures of each operation under its name, with a request that provokes it", () => {
  const [, section = ""] = /<section id=failures .*?>(.*?)<\/section>/s.exec(html) ?? [];
  const { operations } = built.contract;
  const lists = section.split(/<h3 id=failures\/[a-z]\w+>/i).slice(1);
  expect(lists).toHaveLength(operations.length);
  for (const [index, { operation, failures }] of operations.entries()) {
    const list = lists[index] ?? "";
    const texts = [...list.matchAll(/class=wire><code>(.*?)<\/code>/g)].map(([, text = ""]) =>
      unescaped(text),
    );
    expect(texts).toEqual(failures.map(({ error }) => error));
    const requests = [...list.matchAll(/data-request="?([^">]*)/g)].map(([, json = ""]) =>
      JSON.parse(unescaped(json)),
    );
    // Each is told as a change of an example, which belongs to the first operation that has some.
    const [first] = operations.filter(({ requestExamples }) => requestExamples.length > 0);
    expect(requests.map((request) => request.operation ?? first?.operation)).toEqual(
      failures.map(() => operation),
    );
  }
});

it("no place of the docs is there twice", () => {
  const ids = [...html.matchAll(/\sid="?([^\s">]+)/g)].map(([, id]) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

it("the docs in Markdown hold every operation", async () => {
  const { "index.md": index } = await markdownFiles(built.contract, []);
  for (const { method, path } of built.contract.operations) expect(index).toContain(`\`${method} ${path}\``);
});
