import { readFile } from "node:fs/promises";

const root = new URL("../../", import.meta.url);

/** A file of prose, by its path from the root of the repository. */
export const readProse = (file: string): Promise<string> => readFile(new URL(file, root), "utf8");

export interface Table {
  /** The heading of the first column. */
  name: string;
  rows: string[][];
}

/** The tables of a Markdown text. */
export function tablesIn(markdown: string): Table[] {
  const tables = markdown.matchAll(/^\|(.+)\|\n\|[-: |]+\|\n((?:\|.*\|\n?)*)/gm);
  return Array.from(tables, ([, header = "", body = ""]) => ({
    name: cells(`|${header}|`)[0] ?? "",
    rows: body.trimEnd().split("\n").map(cells),
  }));
}

/**
 * The rows of one table.
 *
 * @throws {Error} if the file has no table whose first column is called so
 */
export async function rowsOf(file: string, name: string): Promise<string[][]> {
  const table = tablesIn(await readProse(file)).find((each) => each.name === name);
  if (!table) throw new Error(`${file} has no table of ${name}`);
  return table.rows;
}

/** The code blocks of a Markdown text, in its language, wherever they are indented. */
export function codeIn(markdown: string, language: string): string[] {
  const blocks = markdown.matchAll(new RegExp(`^( *)\`\`\`${language}\\n(.*?)^ *\`\`\`$`, "gms"));
  return Array.from(blocks, ([, indent = "", code = ""]) =>
    code.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  );
}

/** A Markdown text without its code blocks. */
export const withoutCode = (markdown: string): string => markdown.replaceAll(/^ *```[\s\S]*?^ *```$/gm, "");

/** What stands between backticks, outside of code blocks. */
export function namesIn(text = ""): string[] {
  return Array.from(withoutCode(text).matchAll(/`([^`]+)`/g), ([, name = ""]) => name);
}

function cells(line: string): string[] {
  return line
    .slice(1, -1)
    .split("|")
    .map((cell) => cell.trim());
}
