import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Contract } from "@case-comments/contract";
import { type Bundle, docsDocument } from "./docs-document.ts";
import { contractFacts } from "./facts.ts";
import { readGuides } from "./guide.ts";
import { navigation } from "./navigation.ts";
import { type Downloads, offlinePage } from "./offline-page.ts";

const part = (file: string) => fileURLToPath(new URL(`../page/${file}`, import.meta.url));

/**
 * Renders the docs of a contract, whatever its operations are, as one page that needs nothing else.
 *
 * @param bundle the contract as everyone gets it
 * @param downloads what the page offers to download, by name
 *
 * @throws {Error} if the guides, the side bar and the contract don't fit together
 */
export async function docsPage(bundle: Bundle, contract: Contract, downloads: Downloads): Promise<string> {
  const guides = await readGuides(new URL("../guides/", import.meta.url), contractFacts(contract));
  return offlinePage(await render(docsDocument(bundle, guides, navigation), downloads), downloads);
}

/** Renders a document with Redoc, in a folder of its own so that no other settings are found. */
async function render(document: object, downloads: Downloads): Promise<string> {
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
    args.push("--openapi", "options.json", "--template", part("template.hbs"));
    args.push(
      "--title",
      "Case Comments API",
      "--templateOptions.theme",
      await readFile(part("theme.css"), "utf8"),
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
