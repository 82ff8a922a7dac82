import type { CallGroup } from "../baseline.ts";
import { canaryVariables } from "../canaries.ts";
import type { Rehearsal } from "../rehearse.ts";
import { type Finding, findingsIn } from "./finding.ts";

/** A rehearsal as it is told: names and numbers of the contract and of ours, and nothing that was sent. */
export interface Report {
  readonly runs: number;
  readonly faults: readonly string[];
  readonly calls: readonly { number: number; operation: string; times: number }[];
  readonly findings: readonly Finding[];
  readonly checks: readonly Finding[];
  readonly notReached: readonly { call: number; fault: string }[];
  /** Variables of canaries that no call has sent. */
  readonly unsentCanaries: readonly string[];
}

/** Makes a report of a rehearsal. */
export function reportOf({
  runs,
  faults,
  groups,
  observations,
  notReached,
  unsentCanaries,
}: Rehearsal): Report {
  const found = findingsIn(observations);
  return {
    runs,
    faults,
    calls: groups.map(({ number, operation, times }: CallGroup) => ({ number, operation, times })),
    findings: found.filter(({ severity }) => severity === "finding"),
    checks: found.filter(({ severity }) => severity === "check"),
    notReached: notReached.map(({ group, fault }) => ({ call: group, fault })),
    unsentCanaries: unsentCanaries.map((name) => canaryVariables[name]),
  };
}

/** Which calls a finding is about, and after which faults, as in `addCaseComment, call 1, after 503`. */
export function placeOf({ calls }: Report, { groups, faults, always }: Finding): string {
  const numbers = groups.length > 0 ? groups : calls.map(({ number }) => number);
  const named = calls.filter(({ number }) => numbers.includes(number));
  const operations = [...new Set(named.map(({ operation }) => operation))].join(", ");
  const which = `${numbers.length === 1 ? "call" : "calls"} ${numbers.join(", ")}`;
  return `${operations}, ${which}, ${always ? "without a fault" : `after ${faults.join(", ")}`}`;
}

/** What the rehearsal could not try, one sentence for each. */
export function gapsIn({ notReached, unsentCanaries }: Report): string[] {
  const missed = notReached.map(({ call, fault }) => `call ${call} under ${fault}`);
  return [
    ...(missed.length > 0 ? [`Not reached: ${missed.join(", ")}.`] : []),
    ...(unsentCanaries.length > 0
      ? [`No call sent ${unsentCanaries.join(", ")}, so nobody knows whether it would be printed.`]
      : []),
  ];
}

/** How much was tried, in a sentence. */
export function summaryOf({ runs, faults, calls }: Report): string {
  const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;
  return `Rehearsed ${counted(calls.length, "call")} under ${counted(faults.length, "fault")}, in ${runs} runs.`;
}
