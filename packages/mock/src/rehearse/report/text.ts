import type { Finding } from "./finding.ts";
import { gapsIn, placeOf, type Report, summaryOf } from "./report.ts";

const width = 80;

/** The report for a person at a terminal. */
export function textReport(report: Report): string {
  const { findings, checks } = report;
  const sections = [
    summaryOf(report),
    ...section(report, findings.length === 0 ? "Nothing was found." : "Found", findings),
    ...(checks.length > 0 ? section(report, "Check these", checks) : []),
    ...gapsIn(report).map((gap) => wrapped(gap, "", "")),
  ];
  return `${sections.join("\n\n")}\n`;
}

function section(report: Report, title: string, findings: readonly Finding[]): string[] {
  return [title, ...findings.map((each) => block(report, each))];
}

function block(report: Report, finding: Finding): string {
  const { kind, happened, danger, remedy } = finding;
  const indent = " ".repeat(14);
  return [
    wrapped(placeOf(report, finding), `  ${kind.padEnd(12)}`, indent),
    wrapped(happened, indent, indent),
    wrapped(danger, `${indent}Why  `, `${indent}     `),
    wrapped(remedy, `${indent}Do   `, `${indent}     `),
  ].join("\n");
}

/** Breaks a sentence into lines of at most 80 characters. */
function wrapped(text: string, first: string, indent: string): string {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(" ")) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line].join("\n");
}
