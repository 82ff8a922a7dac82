import type { FailureRow } from "./failure-row.ts";
import { markdownTable } from "./markdown-table.ts";

/** The failures of an operation as a Markdown table, in the contract's order. */
export function failureTable(rows: readonly FailureRow[]): string {
  const header = ["Failure", "Status", "`error`, exactly", "Cause", "Cure", "`error.kind`", "How we know"];
  return markdownTable(
    header,
    rows.map(({ name, status, error, cause, cure, clientError, provenance }) => [
      `\`${name}\``,
      String(status),
      code(error),
      cause,
      cure,
      `\`${clientError.kind}\``,
      provenance ? `*${provenance.kind}*: ${provenance.reason}` : "documented",
    ]),
  );
}

/** Inline code whose content may hold single backticks. */
function code(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}
