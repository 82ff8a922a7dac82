import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, type Plugin, transform } from "esbuild";
import { slimDocument } from "./slim-document.ts";

/**
 * A module of this folder and what it imports as one script that needs no other.
 *
 * @param globalName what the script calls the module's exports
 */
export async function bundleScript(entry: string, globalName?: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    platform: "browser",
    target: "es2023",
    legalComments: "none",
    plugins: [slimContract],
    ...(globalName ? { globalName } : {}),
  });
  return outputFiles[0]?.text.trim() ?? "";
}

/** Leaves out of the contract what no check reads: the page says in its text what it says for people. */
const slimContract: Plugin = {
  name: "slim-contract",
  setup({ onLoad }) {
    onLoad({ filter: /openapi\.dereferenced\.json$/ }, async ({ path }) => ({
      contents: JSON.stringify(slimDocument(JSON.parse(await readFile(path, "utf8")))),
      loader: "json",
    }));
  },
};

/** A style sheet without what only its writers need. */
export async function minifyStyle(source: string): Promise<string> {
  return (await transform(source, { loader: "css", minify: true })).code.trim();
}
