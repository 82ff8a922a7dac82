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
