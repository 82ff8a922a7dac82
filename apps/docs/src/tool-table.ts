import { markdownTable } from "./markdown-table.ts";

/** What a run of another tool on the contract has shown. */
export interface ToolRow {
  tool: string;
  /** The package, and its version. */
  package: string;
  does: readonly string[];
  gaps: readonly string[];
}

/** What other tools do with the contract, as a Markdown table. */
export function toolTable(rows: readonly ToolRow[]): string {
  return markdownTable(
    ["Tool", "What it does", "What to know"],
    rows.map((row) => [`${row.tool}, \`${row.package}\``, row.does.join("; "), row.gaps.join("; ")]),
  );
}
