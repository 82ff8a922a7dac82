import type { Finding } from "./finding.ts";
import { placeOf, type Report } from "./report.ts";

/**
 * The report as JUnit XML: one test case for each call and fault, and one for the runs without a fault.
 * What can't be told of one call alone fails the case of every call that it may be of.
 *
 * @see https://github.com/testmoapp/junitxml
 */
export function junitReport(report: Report): string {
  const { calls, faults, findings, notReached } = report;
  const cases = [
    testCase(
      report,
      "rehearsal",
      "without a fault",
      findings.filter(({ always }) => always),
    ),
    ...calls.flatMap(({ number, operation }) =>
      faults.map((fault) => {
        const isSkipped = notReached.some((missed) => missed.call === number && missed.fault === fault);
        const found = findings.filter(
          ({ groups, faults }) =>
            faults.some((each) => each === fault) && (groups.length === 0 || groups.includes(number)),
        );
        return testCase(report, operation, `call ${number} after ${fault}`, found, isSkipped);
      }),
    ),
  ];
  const failures = cases.filter((each) => each.includes("<failure")).length;
  const skipped = cases.filter((each) => each.includes("<skipped")).length;
  const counts = `tests="${cases.length}" failures="${failures}" skipped="${skipped}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites ${counts}>
<testsuite name="rehearsal" ${counts}>
${cases.join("\n")}
</testsuite>
</testsuites>
`;
}

function testCase(
  report: Report,
  className: string,
  name: string,
  findings: readonly Finding[],
  isSkipped = false,
): string {
  const open = `<testcase classname="${escaped(className)}" name="${escaped(name)}"`;
  const failures = findings.map((finding) => failureOf(report, finding));
  const content = failures.length === 0 && isSkipped ? ["<skipped/>"] : failures;
  return content.length === 0 ? `${open}/>` : `${open}>${content.join("")}</testcase>`;
}

function failureOf(report: Report, finding: Finding): string {
  const { kind, happened, danger, remedy } = finding;
  const message = escaped(happened);
  return `<failure type="${kind}" message="${message}">${escaped(`${placeOf(report, finding)}\n${danger}\n${remedy}`)}</failure>`;
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
