import { readdir, readFile } from "node:fs/promises";
import { basename } from "node:path";

/** A page of prose. */
export interface Guide {
  /** The name of its file, and of its place on the page. */
  slug: string;
  title: string;
  /** Markdown without the title. */
  text: string;
}

/**
 * Reads a guide: a Markdown file whose first line is its title.
 *
 * `{{name}}` stands for a fact of the contract, so that no guide can contradict it.
 *
 * @throws {Error} if the title is missing, or a fact has no such name
 *
 * @example
 * parseGuide("mock", "# The mock\n\nAsk for {{testCaseIds.caseNotFound}}.", facts)
 */
export function parseGuide(slug: string, source: string, facts: ReadonlyMap<string, string>): Guide {
  const [, title, text] = /^# (.+)\n([\s\S]*)$/.exec(source) ?? [];
  if (title === undefined || text === undefined)
    throw new Error(`guides/${slug}.md: the first line is no title`);
  const filled = text.replaceAll(/\{\{([\w.]+)\}\}/g, (_, name: string) => {
    const fact = facts.get(name);
    if (fact === undefined) throw new Error(`guides/${slug}.md: the contract has no fact {{${name}}}`);
    return fact;
  });
  return { slug, title, text: filled.trim() };
}

/** Reads every guide of a folder. */
export async function readGuides(folder: URL, facts: ReadonlyMap<string, string>): Promise<Guide[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".md")).sort();
  return Promise.all(
    files.map(async (file) =>
      parseGuide(basename(file, ".md"), await readFile(new URL(file, folder), "utf8"), facts),
    ),
  );
}
