import type { CheckReport, ReportedFinding } from "./check-report.ts";

/**
 * A report as Markdown, such as GitHub shows below a run.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary
 */
export function markdownReport({ title, summary, findings, checks, gaps }: CheckReport): string {
  const rows = [...findings, ...checks].map(row);
  const head = [
    "| | where | what happened | why it is dangerous | what to do |",
    "| --- | --- | --- | --- | --- |",
  ];
  const table = rows.length > 0 ? [[...head, ...rows].join("\n")] : ["Nothing was found."];
  return `${[`## ${title}`, summary, ...table, ...gaps].join("\n\n")}\n`;
}

function row({ kind, severity, place, happened, danger, remedy }: ReportedFinding): string {
  const mark = severity === "finding" ? `**${kind}**` : `check: ${kind}`;
  return `| ${[mark, place, happened, danger, remedy].join(" | ")} |`;
}
