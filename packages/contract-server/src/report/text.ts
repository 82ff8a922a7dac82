import type { CheckReport, ReportedFinding } from "./check-report.ts";

const width = 80;

/** A report for a person at a terminal. */
export function textReport({ summary, table, findings, checks, gaps }: CheckReport): string {
  const sections = [
    wrapped(summary, "", ""),
    ...(table ? [table.join("\n")] : []),
    ...section(findings.length === 0 ? "Nothing was found." : "Found", findings),
    ...(checks.length > 0 ? section("Check these", checks) : []),
    ...gaps.map((gap) => wrapped(gap, "", "")),
  ];
  return `${sections.join("\n\n")}\n`;
}

function section(title: string, findings: readonly ReportedFinding[]): string[] {
  return [title, ...findings.map(block)];
}

function block({ kind, place, happened, danger, remedy }: ReportedFinding): string {
  const indent = " ".repeat(16);
  return [
    wrapped(place, `  ${kind.padEnd(13)} `, indent),
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
