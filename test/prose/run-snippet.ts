import { stripTypeScriptTypes } from "node:module";

/**
 * Runs a snippet as a reader would who has copied it.
 *
 * @param surroundings what a reader has already, by name
 */
export async function runSnippet(
  code: string,
  surroundings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const imports = /^import (\{[^}]*\}) from ("[^"]+");$/gm;
  const body = stripTypeScriptTypes(code).replaceAll(imports, "const $1 = await load($2);");
  const names = ["load", ...Object.keys(surroundings)];
  const run = Object.getPrototypeOf(async () => {}).constructor(...names, body);
  await run((name: string) => import(name), ...Object.values(surroundings));
}
