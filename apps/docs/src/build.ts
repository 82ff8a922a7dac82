import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { contract } from "@case-comments/contract";
import { docsDocument } from "./docs-document.ts";
import { contractFacts } from "./facts.ts";
import { readGuides } from "./guide.ts";
import { navigation } from "./navigation.ts";
import { offlinePage } from "./offline-page.ts";

const dist = new URL("../dist/", import.meta.url);
const page = (file: string) => fileURLToPath(new URL(`../page/${file}`, import.meta.url));
const read = (specifier: string) => readFile(new URL(import.meta.resolve(specifier)), "utf8");

const downloads = {
  "openapi.yaml": await read("@case-comments/openapi/openapi.yaml"),
  "openapi.json": await read("@case-comments/openapi/openapi.json"),
};
const guides = await readGuides(new URL("../guides/", import.meta.url), contractFacts(contract));
const document = docsDocument(JSON.parse(downloads["openapi.json"]), guides, navigation);
const html = offlinePage(await render(document), downloads);

await mkdir(dist, { recursive: true });
await writeFile(new URL("index.html", dist), html);
for (const [name, text] of Object.entries(downloads)) await writeFile(new URL(name, dist), text);
process.stdout.write(`dist/index.html: ${Math.round(Buffer.byteLength(html) / 1000)} kB\n`);

/** Renders a document with Redoc, in a folder of its own so that no other settings are found. */
async function render(document: object): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "case-comments-docs-"));
  try {
    const options = {
      downloadUrls: Object.keys(downloads).map((name) => ({ title: name, url: name })),
      codeSamples: {
        languages: ["cURL", "JavaScript", "Python", "TypeScript", "Payload"].map((lang) => ({ lang })),
      },
      jsonSamplesExpandLevel: "all",
      schemasExpansionLevel: "all",
    };
    await writeFile(join(folder, "document.json"), JSON.stringify(document));
    await writeFile(join(folder, "options.json"), JSON.stringify(options));
    const redocly = fileURLToPath(import.meta.resolve("@redocly/cli/bin/cli.js"));
    const args = ["build-docs", "document.json", "--output", "page.html", "--inlineBundle"];
    args.push("--openapi", "options.json", "--template", page("template.hbs"));
    args.push(
      "--title",
      "Case Comments API",
      "--templateOptions.theme",
      await readFile(page("theme.css"), "utf8"),
    );
    await promisify(execFile)(process.execPath, [redocly, ...args], {
      cwd: folder,
      env: {
        ...process.env,
        // Redoc also decides by this whether the page reports its readers.
        REDOCLY_TELEMETRY: "off",
        REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
        DO_NOT_TRACK: "1",
      },
    });
    return await readFile(join(folder, "page.html"), "utf8");
  } finally {
    await rm(folder, { recursive: true });
  }
}
