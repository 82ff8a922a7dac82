import { markdownTable } from "./markdown-table.ts";
import { provenanceMark, splitProvenance } from "./provenance.ts";

/** What the table tells of a failure. */
export interface ListedFailure {
  kind: string;
  status: number;
  error: string;
  example: string;
  description: string;
  provenance?: "inferred" | "assumed";
}

/** The failures of an operation as a Markdown table, in the contract's order. */
export function failureTable(failures: readonly ListedFailure[]): string {
  const rows = failures.map(({ kind, status, error, example, description, provenance }) => {
    const { text, reason } = splitProvenance(description);
    const name = [...new Set([kind, example])].map(breakable).join("<br>");
    const known = provenance ? `${provenanceMark(provenance)}<br>${reason ?? ""}` : "documented";
    return [name, String(status), code(error), text, known];
  });
  const header = ["Failure", "Status", "`error`, exactly", "What provokes it", "How we know"];
  return markdownTable(header, rows);
}

/** A name in camel case that may break between its words. */
function breakable(name: string): string {
  return `<code>${name.replaceAll(/(?=[A-Z])/g, "<wbr>")}</code>`;
}

/** Inline code whose content may hold single backticks. */
function code(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}
