/**
 * A table in Markdown.
 *
 * @example
 * markdownTable(["code", "meaning"], [["0", "created"]])
 *
 * @see https://github.github.com/gfm/#tables-extension-
 */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => "---"), ...rows].map(line).join("\n");
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
}
