import { contract } from "@case-comments/contract";
import { jsonResponse } from "@case-comments/contract-server";
import { createMock } from "../create-mock.ts";
import operations from "../engine/operations.gen.json" with { type: "json" };
import type { PrismOperation } from "../engine/prism-engine.ts";
import { envelope } from "../undocumented-responses.ts";
import type { Baseline } from "./baseline.ts";
import { type CommandRun, runObserved } from "./command-run.ts";
import type { FaultPlan } from "./fault-plan.ts";
import { type ObservedCall, observedCall } from "./observed-call.ts";
import { startRedirectTarget } from "./redirect-target.ts";
import type { RehearsedFault } from "./rehearsed-faults.ts";

/** What was seen of one run of the command. */
export interface ObservedRun extends CommandRun {
  readonly calls: readonly ObservedCall[];
  /** The groups whose redirect was followed. */
  readonly redirected: ReadonlySet<number>;
}

export interface RunOptions {
  command: readonly string[];
  env: Record<string, string>;
  /** Ends the run; it then counts for nothing. */
  interrupt: AbortSignal;
  /** What is to go wrong; absent in a clean run. */
  trial?: Trial | undefined;
}

/** A run in which something goes wrong. */
export interface Trial {
  readonly plan: FaultPlan;
  readonly baseline: Baseline;
  /** How long nothing may be called before the run is stopped, in milliseconds. */
  readonly patience: number;
}

const keyHeaders = Object.values(contract.document.components?.securitySchemes ?? {}).flatMap((scheme) =>
  scheme.in === "header" && scheme.name ? [scheme.name.toLowerCase()] : [],
);

/** Runs the command once against a mock of its own, whose successes may be replaced by faults. */
export async function observeRun({ command, env, interrupt, trial }: RunOptions): Promise<ObservedRun> {
  const calls: ObservedCall[] = [];
  const target = await startRedirectTarget();
  const chooseFault = trial && faultChooser(trial);
  const limit = trial && runLimit(trial);
  const mock = createMock({
    contract,
    operations: operations as unknown as PrismOperation[],
    intercept(succeeding) {
      const call = observedCall(succeeding, keyHeaders);
      calls.push(call);
      limit?.called(calls.length);
      const chosen = chooseFault?.(call);
      if (!chosen) return undefined;
      call.fault = chosen.fault;
      return chosen.fault === "redirect" ? redirectTo(target.urlFor(chosen.group)) : chosen.fault;
    },
  });
  try {
    const { url } = await mock.listen(0, "127.0.0.1");
    const stop = limit ? AbortSignal.any([interrupt, limit.signal]) : interrupt;
    const run = await runObserved(command, { ...env, CASE_COMMENTS_BASE_URL: url }, stop);
    return { ...run, calls, redirected: target.followed };
  } finally {
    limit?.end();
    await Promise.all([mock.close(0), target.close()]);
  }
}

const redirectTo = (location: string) =>
  jsonResponse(307, "redirect", envelope(307, "Temporary redirect"), { location });

/** Chooses the fault of a call by the plan, and by how many like it came before. */
function faultChooser({ plan, baseline }: Trial) {
  const arrived = new Map<number, number>();
  const sent = new Map<string, number>();
  return (call: ObservedCall): { group: number; fault: RehearsedFault } | undefined => {
    const group = baseline.groupOf(call);
    const order = group && plan.get(group.number);
    if (!order) return undefined;
    const place = countIn(arrived, group.number);
    const repetition = countIn(sent, call.content);
    const isMeant = place >= order.from && place <= order.to && repetition <= group.repeats;
    return isMeant ? { group: group.number, fault: order.fault } : undefined;
  };
}

function countIn<K>(counts: Map<K, number>, key: K): number {
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  return count;
}

/** Says when a run has gone on for too long without a call, or with far too many. */
function runLimit({ baseline, patience }: Trial) {
  const tooLong = new AbortController();
  const timer = setTimeout(() => tooLong.abort(), patience);
  const usual = baseline.groups.reduce((sum, { times }) => sum + times, 0);
  return {
    signal: tooLong.signal,
    called(count: number): void {
      if (count > 100 + 10 * usual) tooLong.abort();
      // A program that gives up its calls one by one, each in its own time, doesn't hang.
      timer.refresh();
    },
    end: () => clearTimeout(timer),
  };
}
