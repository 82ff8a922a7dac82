import type { CheckReport } from "@case-comments/contract-server/report";
import type { ReceiverCheck } from "../check-receiver.ts";
import { isAccepted, isGenuine, type TrialGroup, type Tried } from "../trial.ts";
import { type Finding, findingsIn, toldAnswer } from "./finding.ts";

/** What a check has found, as JSON: statuses and names of ours, and nothing of the receiver's. */
export interface Report {
  /** How long an answer was waited for, in seconds. */
  readonly timeLimit: number;
  readonly tried: readonly {
    group: TrialGroup;
    sent: string;
    status?: number;
    problem?: string;
    isKept?: boolean;
    more?: number;
  }[];
  readonly findings: readonly Finding[];
  readonly checks: readonly Finding[];
  readonly gaps: readonly string[];
}

/** Makes a report of a check. */
export function reportOf(check: ReceiverCheck): Report {
  const found = findingsIn(check);
  return {
    timeLimit: check.timeLimit / 1_000,
    tried: check.tried.map(({ group, name, answer, isKept, more }) => ({
      group,
      sent: name,
      ...("status" in answer ? { status: answer.status } : { problem: answer.problem }),
      ...(isKept === undefined ? {} : { isKept }),
      ...(more === undefined ? {} : { more }),
    })),
    findings: found.filter(({ severity }) => severity === "finding"),
    checks: found.filter(({ severity }) => severity === "check"),
    gaps: gapsIn(check),
  };
}

const countGaps: Readonly<Record<ReceiverCheck["count"], readonly string[]>> = {
  none: ["Without --count nobody knows what was kept: a comment kept twice, or lost, would not be found."],
  followed: [],
  unreadable: ["The count could not be read any more, so it was not asked to the end."],
  unmoved: ["The count did not rise with the first comment, so it was not asked again."],
  late: ["Answers came too late to tell by the count what belongs to what, so it was not asked to the end."],
};

function gapsIn({ tried, count }: ReceiverCheck): string[] {
  const untried = tried.filter(({ answer }) => "problem" in answer && answer.problem === "untried").length;
  const isRefusing = !tried.some(({ group, answer }) => isGenuine(group) && isAccepted(answer));
  return [
    ...(untried > 0
      ? [`${untried} of ${tried.length} were not tried, because it answered no more, or too late.`]
      : []),
    ...(isRefusing ? ["No genuine event was accepted, so nothing is known of how it handles them."] : []),
    ...countGaps[count],
  ];
}

/** A report as checks are told. */
export function checkReportOf({ tried: all }: ReceiverCheck, report: Report): CheckReport {
  const { findings, checks, gaps, timeLimit } = report;
  return {
    title: "Check of a webhook receiver",
    suite: "receiver",
    summary: `Tried ${all.length} events, each with ${timeLimit} seconds for its answer.`,
    table: tableOf(all, findings),
    findings,
    checks,
    gaps,
    cases: all.map(({ group, name, answer }) => ({
      className: group,
      name,
      findings: findings.filter(({ sent }) => sent.includes(name)),
      isSkipped: "problem" in answer && answer.problem === "untried",
    })),
  };
}

function tableOf(all: readonly Tried[], findings: readonly Finding[]): string[] {
  const row = (sent: string, answer: string, found: string) =>
    `  ${sent.padEnd(54)} ${answer.padEnd(11)} ${found}`.trimEnd();
  return [
    row("sent", "answer", "found"),
    ...all.map(({ name, answer }) => {
      const kinds = findings.filter(({ sent }) => sent.includes(name)).map(({ kind }) => kind);
      return row(name, toldAnswer(answer), kinds.join(", "));
    }),
  ];
}
