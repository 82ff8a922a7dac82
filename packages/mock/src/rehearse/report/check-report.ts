import type { CheckedCase, CheckReport, ReportedFinding } from "@case-comments/contract-server/report";
import type { Finding } from "./finding.ts";
import type { Report } from "./report.ts";

/** A rehearsal as checks are reported. */
export function checkReportOf(report: Report): CheckReport {
  const placed = (finding: Finding) => ({ ...finding, place: placeOf(report, finding) });
  return {
    title: "Rehearsal of Case Comments",
    suite: "rehearsal",
    summary: summaryOf(report),
    findings: report.findings.map(placed),
    checks: report.checks.map(placed),
    gaps: gapsIn(report),
    cases: casesOf(report, report.findings.map(placed)),
  };
}

/**
 * One case for each call and fault, and one for the runs without a fault. What can't be told of one call
 * alone fails the case of every call that it may be of.
 */
function casesOf(
  { calls, faults, notReached }: Report,
  findings: readonly (Finding & ReportedFinding)[],
): CheckedCase[] {
  const always = findings.filter((finding) => finding.always);
  return [
    { className: "rehearsal", name: "without a fault", findings: always, isSkipped: false },
    ...calls.flatMap(({ number, operation }) =>
      faults.map((fault) => ({
        className: operation,
        name: `call ${number} after ${fault}`,
        findings: findings.filter(
          ({ groups, faults }) =>
            faults.some((each) => each === fault) && (groups.length === 0 || groups.includes(number)),
        ),
        isSkipped: notReached.some((missed) => missed.call === number && missed.fault === fault),
      })),
    ),
  ];
}

/** Which calls a finding is about, and after which faults, as in `addCaseComment, call 1, after 503`. */
function placeOf({ calls }: Report, { groups, faults, always }: Finding): string {
  const numbers = groups.length > 0 ? groups : calls.map(({ number }) => number);
  const named = calls.filter(({ number }) => numbers.includes(number));
  const operations = [...new Set(named.map(({ operation }) => operation))].join(", ");
  const which = `${numbers.length === 1 ? "call" : "calls"} ${numbers.join(", ")}`;
  return `${operations}, ${which}, ${always ? "without a fault" : `after ${faults.join(", ")}`}`;
}

/** What the rehearsal could not try, one sentence for each. */
function gapsIn({ notReached, unsentCanaries }: Report): string[] {
  const missed = notReached.map(({ call, fault }) => `call ${call} under ${fault}`);
  return [
    ...(missed.length > 0 ? [`Not reached: ${missed.join(", ")}.`] : []),
    ...(unsentCanaries.length > 0
      ? [`No call sent ${unsentCanaries.join(", ")}, so nobody knows whether it would be printed.`]
      : []),
  ];
}

/** How much was tried, in a sentence. */
function summaryOf({ runs, faults, calls }: Report): string {
  const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;
  return `Rehearsed ${counted(calls.length, "call")} under ${counted(faults.length, "fault")}, in ${runs} runs.`;
}
