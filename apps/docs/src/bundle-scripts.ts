import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { minify } from "terser";

/** What the page runs, by where it stands there. */
export interface Scripts {
  firstScript: string;
  script: string;
  editor: string;
}

/** The scripts of the page, each with what it imports, so that it needs no other. */
export async function bundleScripts(): Promise<Scripts> {
  const [firstScript, script, editor] = await Promise.all([
    bundleScript("browser/first.ts"),
    bundleScript("browser/main.ts"),
    bundleScript("editor/main.ts"),
  ]);
  return { firstScript, script, editor };
}

async function bundleScript(entry: string): Promise<string> {
  const bundle = await rolldown({
    input: fileURLToPath(new URL(entry, import.meta.url)),
    platform: "browser",
    transform: { target: "es2023" },
  });
  const { output } = await bundle.generate({ format: "iife", minify: true, comments: false });
  await bundle.close();
  const { code = "" } = await minify(output[0].code, { ecma: 2020, mangle: false, compress });
  return code;
}

/** What Terser still finds after Rolldown's own minifier. All that it knows would take three times as long. */
const compress = {
  defaults: false,
  booleans: true,
  collapse_vars: true,
  conditionals: true,
  if_return: true,
  inline: true,
  join_vars: true,
  reduce_funcs: true,
  reduce_vars: true,
  sequences: true,
  side_effects: true,
  unused: true,
};
