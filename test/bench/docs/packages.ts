import { execFile } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A package of which only some built files are wanted: installed, it would bring hundreds of others. */
export interface PackageFile {
  package: string;
  integrity: string;
  files: readonly string[];
}

/**
 * The files of a package, by their paths, as they were when its integrity was noted.
 *
 * @throws {Error} if the registry gives another package
 *
 * @see https://docs.npmjs.com/cli/v11/commands/npm-pack
 */
export async function packedFiles(
  { package: specifier, integrity, files }: PackageFile,
  folder: string,
): Promise<Record<string, string>> {
  await mkdir(folder, { recursive: true });
  const args = ["pack", specifier, "--json", "--prefer-offline", "--pack-destination", folder];
  const { stdout } = await run("npm", args, { cwd: folder });
  const [packed] = JSON.parse(stdout);
  if (packed.integrity !== integrity) throw new Error(`${specifier} is not what it was`);
  await run("tar", ["-xzf", packed.filename, "-C", folder], { cwd: folder });
  const texts = files.map(async (file) => [file, await readFile(join(folder, "package", file), "utf8")]);
  return Object.fromEntries(await Promise.all(texts));
}
