import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Metafile } from "esbuild";

interface BundledPackage {
  name: string;
  version: string;
  licence: string;
  text: string;
}

const licenceFile = /^(licen[cs]e|copying|notice)/i;

/**
 * Writes down which packages are inside the bundles, and the licences they came with.
 *
 * @param root the folder that the paths of the metafiles start from
 * @throws {Error} if a package names no licence
 */
export async function writeThirdPartyNotices(file: URL, root: string, metafiles: Metafile[]): Promise<void> {
  const folders = new Set(
    metafiles
      .flatMap(({ outputs }) => Object.values(outputs))
      .flatMap(({ inputs }) => Object.keys(inputs).flatMap(packageFolder)),
  );
  const packages = await Promise.all([...folders].map((folder) => describe(join(root, folder))));
  packages.sort((one, other) => (one.name < other.name ? -1 : 1));
  const notices = packages.map(
    ({ name, version, licence, text }) =>
      `${"-".repeat(78)}\n${name} ${version}, ${licence}\n\n${text.trim()}\n`,
  );
  await writeFile(file, `The files in dist contain code of these packages.\n\n${notices.join("\n")}`);
}

function packageFolder(input: string): string[] {
  const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
  return folder ? [folder] : [];
}

async function describe(folder: string): Promise<BundledPackage> {
  const { name, version, license, licenses, author } = JSON.parse(
    await readFile(join(folder, "package.json"), "utf8"),
  );
  // Packages of old name theirs in a list.
  const licence = license ?? licenses?.[0]?.type;
  if (typeof licence !== "string") throw new Error(`${name} names no licence`);
  const files = (await readdir(folder)).filter((each) => licenceFile.test(each)).sort();
  const texts = await Promise.all(files.map((each) => readFile(join(folder, each), "utf8")));
  return { name, version, licence, text: texts.join("\n") || withoutText(author) };
}

function withoutText(author: string | { name: string } | undefined): string {
  const by = typeof author === "object" ? author.name : author;
  return `Published under this licence${by ? ` by ${by}` : ""}, without its text.`;
}
