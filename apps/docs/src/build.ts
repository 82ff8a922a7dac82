import { mkdir, readFile, writeFile } from "node:fs/promises";
import { contract } from "@case-comments/contract";
import { docsPage } from "./docs-page.ts";

const dist = new URL("../dist/", import.meta.url);
const read = (specifier: string) => readFile(new URL(import.meta.resolve(specifier)), "utf8");

const downloads = {
  "openapi.yaml": await read("@case-comments/openapi/openapi.yaml"),
  "openapi.json": await read("@case-comments/openapi/openapi.json"),
};
const html = await docsPage(JSON.parse(downloads["openapi.json"]), contract, downloads);

await mkdir(dist, { recursive: true });
await writeFile(new URL("index.html", dist), html);
for (const [name, text] of Object.entries(downloads)) await writeFile(new URL(name, dist), text);
process.stdout.write(`dist/index.html: ${Math.round(Buffer.byteLength(html) / 1000)} kB\n`);
