import { contract } from "@case-comments/contract";
import { type Baseline, baselineOf, type CallGroup } from "./baseline.ts";
import { type CanaryName, createCanaries, environmentOf } from "./canaries.ts";
import { textsOf } from "./contract-texts.ts";
import { type FaultPlan, planMissed, planRuns } from "./fault-plan.ts";
import { judgeCleanRun, judgeTrial, type Observation } from "./judge.ts";
import { type ObservedRun, observeRun } from "./observed-run.ts";
import type { RehearsedFault } from "./rehearsed-faults.ts";
import { unsentCanaries } from "./unsent-canaries.ts";

export interface RehearsalOptions {
  /** The command that runs the tests, and its arguments. */
  command: readonly string[];
  faults: readonly RehearsedFault[];
  /** How long a run may stay quiet beyond twice a clean run, in milliseconds. */
  wait: number;
  /** Ends the rehearsal, and the command with it. */
  interrupt: AbortSignal;
  /** Told before each run. */
  onRun(run: AnnouncedRun): void;
}

/** A run that is about to begin. */
export interface AnnouncedRun {
  number: number;
  /** How many runs there are, as far as that is known. */
  of: number;
  /** What is going to happen; nothing in a clean run. */
  faults: readonly RehearsedFault[];
}

/** What a rehearsal has found. */
export interface Rehearsal {
  readonly runs: number;
  readonly faults: readonly RehearsedFault[];
  readonly groups: readonly CallGroup[];
  readonly observations: readonly Observation[];
  /** Calls that no run reached under a fault. */
  readonly notReached: readonly { group: number; fault: RehearsedFault }[];
  /** The canaries that no call sent, so that nobody knows whether they would have been printed. */
  readonly unsentCanaries: readonly CanaryName[];
}

/** Why nothing can be said. */
export type CannotJudge =
  | { readonly reason: "noSuchCommand"; readonly code: string }
  | { readonly reason: "failing"; readonly run: number }
  | { readonly reason: "noCall"; readonly run: number }
  | { readonly reason: "interrupted" };

/**
 * Runs a command that tests an integration, first without faults to learn what it calls, then under
 * each fault, and judges what it did.
 *
 * @example
 * const result = await rehearse({ command: ["npm", "test"], faults: usualFaults, wait: 90_000, … });
 * if ("reason" in result) …; else result.observations
 */
export async function rehearse(options: RehearsalOptions): Promise<Rehearsal | CannotJudge> {
  const { command, faults, wait, interrupt, onRun } = options;
  const canaries = createCanaries();
  const evidence = { canaries, contractTexts: textsOf(contract.document) };
  const shared = { command, env: environmentOf(canaries), interrupt };

  const clean: ObservedRun[] = [];
  for (const number of [1, 2]) {
    onRun({ number, of: 2 + faults.length, faults: [] });
    const run = await observeRun(shared);
    const reason = whyUnusable(run, number, interrupt);
    if (reason) return reason;
    clean.push(run);
  }
  const [first, second] = clean as [ObservedRun, ObservedRun];
  const baseline = baselineOf(first.calls, second.calls);
  const observations = clean.flatMap((run) => judgeCleanRun(run, evidence));

  const patience = 2 * Math.max(first.ms, second.ms) + wait;
  const plans = planRuns(baseline.groups, faults);
  const planned = plans.length;
  const notReached: { group: number; fault: RehearsedFault }[] = [];
  for (let done = 0; done < plans.length; done += 1) {
    const plan = plans[done] as FaultPlan;
    onRun({ number: done + 3, of: plans.length + 2, faults: faultsIn(plan) });
    const run = await observeRun({ ...shared, trial: { plan, baseline, patience } });
    if (interrupt.aborted) return { reason: "interrupted" };
    observations.push(...judgeTrial(run, plan, baseline, evidence));
    const missed = planMissed(plan, (group) => callsOf(run, group, baseline));
    // A run for one call alone is the last that can be done for it.
    if (done >= planned) notReached.push(...missed.flatMap(entriesOf));
    else plans.push(...missed);
  }
  return {
    runs: plans.length + 2,
    faults,
    groups: baseline.groups,
    observations,
    notReached,
    unsentCanaries: unsentCanaries(canaries, first.calls),
  };
}

function whyUnusable(
  { ending, calls }: ObservedRun,
  run: number,
  interrupt: AbortSignal,
): CannotJudge | undefined {
  if (interrupt.aborted) return { reason: "interrupted" };
  if ("problem" in ending) return { reason: "noSuchCommand", code: ending.problem };
  if (!("code" in ending) || ending.code !== 0) return { reason: "failing", run };
  return calls.length === 0 ? { reason: "noCall", run } : undefined;
}

const faultsIn = (plan: FaultPlan) => [...new Set([...plan.values()].map(({ fault }) => fault))];
const entriesOf = (plan: FaultPlan) => [...plan].map(([group, { fault }]) => ({ group, fault }));

function callsOf(run: ObservedRun, group: number, baseline: Baseline): number {
  return run.calls.filter((call) => baseline.groupOf(call)?.number === group).length;
}
