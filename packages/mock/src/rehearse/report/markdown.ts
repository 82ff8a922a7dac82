import type { Finding } from "./finding.ts";
import { gapsIn, placeOf, type Report, summaryOf } from "./report.ts";

/**
 * The report as Markdown, such as GitHub shows below a run.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary
 */
export function markdownReport(report: Report): string {
  const rows = [...report.findings, ...report.checks].map((finding) => row(report, finding));
  const head = [
    "| | where | what happened | why it is dangerous | what to do |",
    "| --- | --- | --- | --- | --- |",
  ];
  const table = rows.length > 0 ? [[...head, ...rows].join("\n")] : ["Nothing was found."];
  return `${["## Rehearsal of Case Comments", summaryOf(report), ...table, ...gapsIn(report)].join("\n\n")}\n`;
}

function row(report: Report, finding: Finding): string {
  const { kind, severity, happened, danger, remedy } = finding;
  const mark = severity === "finding" ? `**${kind}**` : `check: ${kind}`;
  return `| ${[mark, placeOf(report, finding), happened, danger, remedy].join(" | ")} |`;
}
