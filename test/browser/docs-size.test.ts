import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { dist } from "./docs-page.ts";

const html = await readFile(new URL("index.html", dist), "utf8");
const downloads = /<script type="application\/json" id="download-files">.*?<\/script>/s;
const size = (text: string) => gzipSync(text, { level: 9 }).length;

// What a page weighs, a reader with a slow line or processor pays. These are bounds, not aims: lower them
// when the page gets lighter.
it.for<[name: string, bytes: number, text: string]>([
  ["the page with its editor, without the files that it hands out", 50_000, html.replace(downloads, "")],
  [
    "the scripts that run before the editor is opened",
    4_000,
    [...html.matchAll(/<script>(.*?)<\/script>/gs)].map(([, script]) => script).join(""),
  ],
])("%s stay below %i bytes after gzip", ([, bytes, text]) => {
  expect(downloads.test(html)).toBe(true);
  expect(size(text)).toBeGreaterThan(bytes / 2);
  expect(size(text)).toBeLessThan(bytes);
});
