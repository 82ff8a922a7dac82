import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import bundle from "@case-comments/openapi/openapi.json" with { type: "json" };

/**
 * Writes a bundle to a file for the stock Prism, without its `default` responses: Prism takes one
 * for leave to give, and to accept, any status there is.
 *
 * @returns the file, and what removes it
 */
export async function prismBundle(
  document: object = bundle,
): Promise<{ file: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "case-comments-prism-"));
  const file = join(folder, "openapi.json");
  const without = JSON.stringify(document, (key, value) =>
    key === "responses" ? { ...value, default: undefined } : value,
  );
  await writeFile(file, without);
  return { file, remove: () => rm(folder, { recursive: true }) };
}
