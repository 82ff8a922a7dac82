import { glob } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { claims } from "./claims.ts";
import { readProse, withoutCode } from "./markdown.ts";

const cwd = fileURLToPath(new URL("../..", import.meta.url));
const files: string[] = [];
for await (const file of glob("{*.md,apps/*/*.md,apps/docs/guides/*.md,packages/*/*.md}", { cwd })) {
  // Written by npm run bench, which holds its own sentences to what was measured.
  if (file !== "BENCHMARKS.md") files.push(file);
}

const inOneLine = (markdown: string) => markdown.replaceAll(/\s+/g, " ");
// Checked elsewhere: every table by every-table.test.ts, code by snippets.test.ts.
const sentences = (markdown: string) => withoutCode(markdown).replaceAll(/^\|.*$/gm, "");

/** Numbers that come from no code: a standard's, a list's, what a vendor is said to do. */
const free: readonly RegExp[] = [/\b[1-5]xx\b/g, /\bHTTP\/\d\.?\d?/g, /`\S*%\w\w\S*`/g, /\bRFC \d+/g];
// One digit is a place in a list, or small enough to be counted.
const number = /(?<![\w.:/-])\d[\d.,:]*\d/g;

describe.each(files)("%s", (file) => {
  it("says what the code does", async () => {
    const prose = inOneLine(await readProse(file));
    for (const claim of claims[file] ?? []) expect(prose).toContain(claim);
  });

  it("holds no number in a sentence that nothing keeps true", async () => {
    let rest = inOneLine(sentences(await readProse(file)));
    for (const claim of claims[file] ?? []) rest = rest.replaceAll(claim, "");
    for (const pattern of free) rest = rest.replaceAll(pattern, "");
    // Say in claims.ts what makes it so.
    expect(rest.match(number) ?? []).toEqual([]);
  });
});

it("claims are made of files that there are", () => {
  expect(Object.keys(claims).filter((file) => !files.includes(file))).toEqual([]);
});
