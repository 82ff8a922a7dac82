import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "./page.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".json": "application/json",
  ".md": "text/markdown; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".yaml": "application/yaml",
};
const downloads = ["openapi.yaml", "openapi.json"];

/** The pages of the site: the front page, and the docs in HTML and in Markdown, with the contract. */
export async function pages(frontPage: string): Promise<Map<string, Page>> {
  const pages = new Map<string, Page>([
    ["/", { type: types[".html"] ?? "", content: Buffer.from(frontPage) }],
    ["/flow.svg", await pageOf(fileURLToPath(new URL("../page/flow.svg", import.meta.url)))],
  ]);
  const docs = fileURLToPath(new URL(".", import.meta.resolve("@case-comments/docs/index.html")));
  for (const entry of await readdir(docs, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !Object.hasOwn(types, extname(entry.name))) continue;
    const file = join(entry.parentPath, entry.name);
    pages.set(`/docs/${relative(docs, file).replaceAll(sep, "/")}`, await pageOf(file, entry.name));
  }
  const [html, markdown] = [pages.get("/docs/index.html"), pages.get("/docs/index.md")];
  if (!html || !markdown) throw new Error("The docs are not built");
  return pages.set("/docs/", { ...html, markdown });
}

async function pageOf(file: string, name = ""): Promise<Page> {
  return {
    type: types[extname(file)] ?? "",
    content: await readFile(file),
    ...(downloads.includes(name) ? { download: name } : {}),
  };
}
