import { mkdir, readFile, writeFile } from "node:fs/promises";
import { contract } from "@case-comments/contract";
import { bundleScripts } from "./bundle-scripts.ts";
import { docsPage } from "./docs-page.ts";
import { markdownFiles } from "./markdown-files.ts";

const dist = new URL("../dist/", import.meta.url);
const read = (specifier: string) => readFile(new URL(import.meta.resolve(specifier)), "utf8");

const downloads = {
  "openapi.yaml": await read("@case-comments/openapi/openapi.yaml"),
  "openapi.json": await read("@case-comments/openapi/openapi.json"),
};
const files = {
  "index.html": await docsPage(contract, bundleScripts(), downloads),
  ...(await markdownFiles(contract, Object.keys(downloads))),
  ...downloads,
};

await mkdir(new URL("guides/", dist), { recursive: true });
for (const [name, text] of Object.entries(files)) await writeFile(new URL(name, dist), text);
process.stdout.write(`dist/index.html: ${Math.round(Buffer.byteLength(files["index.html"]) / 1000)} kB\n`);
