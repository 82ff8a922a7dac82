import type { CheckedCase, CheckReport, ReportedFinding } from "./check-report.ts";

/**
 * A report as JUnit XML: a test case for each thing that was tried.
 *
 * @see https://github.com/testmoapp/junitxml
 */
export function junitReport({ suite, cases }: CheckReport): string {
  const failures = cases.filter(({ findings }) => findings.length > 0).length;
  const skipped = cases.filter(({ findings, isSkipped }) => findings.length === 0 && isSkipped).length;
  const counts = `tests="${cases.length}" failures="${failures}" skipped="${skipped}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites ${counts}>
<testsuite name="${escaped(suite)}" ${counts}>
${cases.map(testCase).join("\n")}
</testsuite>
</testsuites>
`;
}

function testCase({ className, name, findings, isSkipped }: CheckedCase): string {
  const open = `<testcase classname="${escaped(className)}" name="${escaped(name)}"`;
  const content = findings.length === 0 && isSkipped ? ["<skipped/>"] : findings.map(failure);
  return content.length === 0 ? `${open}/>` : `${open}>${content.join("")}</testcase>`;
}

function failure({ kind, place, happened, danger, remedy }: ReportedFinding): string {
  const message = escaped(happened);
  return `<failure type="${kind}" message="${message}">${escaped(`${place}\n${danger}\n${remedy}`)}</failure>`;
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
