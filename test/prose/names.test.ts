import { glob, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { namesIn, readProse } from "./markdown.ts";

const cwd = fileURLToPath(new URL("../..", import.meta.url));

/** What the code is made of: a name that stands nowhere in it is an old one, or a mistake. */
const code =
  "{package.json,telemetry-off.env,.ci/run,{openapi,packages,apps,test}/**/*.{ts,tsx,mjs,js,json,yaml,sh,py,hbs}}";
const never = /(^|\/)(node_modules|dist|\.turbo)(\/|$)|package-lock|^test\/(prose|bench)\//;
const known = new Set<string>();
for await (const file of glob(code, { cwd, exclude: (name) => never.test(name) })) {
  if (never.test(file)) continue;
  for (const word of wordsOf(`${file} ${await readFile(`${cwd}/${file}`, "utf8")}`)) known.add(word);
}

/** What is no name of ours: others' names, and examples. */
const others = new Set([
  ...["EBADENGINE", "SIGTERM", "SIGINT", "Allow", "globalSetup", "tb"],
  ...["case-closed", "caseClosed", "hiv-test-jane-roe", "test_NAME"],
]);

const files: string[] = [];
for await (const file of glob("{*.md,apps/*/*.md,apps/docs/guides/*.md,packages/*/*.md}", { cwd })) {
  if (file !== "BENCHMARKS.md") files.push(file);
}

it.for(files)("%s names what there is", async (file) => {
  const unknown = namesIn(await readProse(file)).flatMap((name) =>
    [...wordsOf(name)].filter((word) => !known.has(word) && !others.has(word)),
  );
  expect(unknown).toEqual([]);
});

function wordsOf(text: string): Set<string> {
  return new Set(text.match(/[A-Za-z_@][\w-]*\w/g));
}
