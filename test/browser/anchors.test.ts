import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { dist } from "./docs-page.ts";

const html = await readFile(new URL("index.html", dist), "utf8");
const sections = [...html.matchAll(/<section id=\S+ class=(\w+)>.*?<\/section>/gs)];
const isReference = ([text = "", kind]: readonly string[]) =>
  kind === "operation" || text.startsWith("<section id=failures ");
const anchorsOf = (parts: readonly RegExpMatchArray[]) =>
  parts.flatMap(([text]) => [...text.matchAll(/ id="?([^\s">]+)/g)].map(([, id = ""]) => id)).sort();

// Whoever has kept a link to a field or a failure finds it again: what appears or goes is seen here.
it("the places of the reference are those of the last build", async () => {
  const anchors = anchorsOf(sections.filter(isReference));
  await expect(`${anchors.join("\n")}\n`).toMatchFileSnapshot("anchors/reference.txt");
});

it("every place of the guides that there ever was is still there", async () => {
  const recorded = await readFile(new URL("anchors/guides.txt", import.meta.url), "utf8");
  const anchors = anchorsOf(sections.filter((section) => !isReference(section)));
  expect(anchors).toEqual(expect.arrayContaining(recorded.trimEnd().split("\n")));
});
