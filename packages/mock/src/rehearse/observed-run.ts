import { contract } from "@case-comments/contract";
import { createLog, jsonResponse } from "@case-comments/contract-server";
import { controlVariables, randomToken } from "../control/control-token.ts";
import { controlledMock } from "../controlled-mock.ts";
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

/**
 * Runs the command once against a mock of its own, whose successes may be replaced by faults. Tests that
 * start a mock join this one, and what they order is left alone.
 */
export async function observeRun({ command, env, interrupt, trial }: RunOptions): Promise<ObservedRun> {
  const calls: ObservedCall[] = [];
  const target = await startRedirectTarget();
  const chooseFault = trial && faultChooser(trial);
  const limit = trial && runLimit(trial);
  const mock = controlledMock({
    log: createLog({ format: "off", name: "mock" }),
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
  const token = randomToken();
  // As where a mock runs, it is loaded only where it is needed.
  const { serveControl } = await import("../control/serve-control.ts");
  let control: Awaited<ReturnType<typeof serveControl>> | undefined;
  try {
    const { url } = await mock.listen(0, "127.0.0.1");
    control = await serveControl({ ...mock, url }, { host: "127.0.0.1", port: 0, token });
    const stop = limit ? AbortSignal.any([interrupt, limit.signal]) : interrupt;
    const addresses = {
      CASE_COMMENTS_BASE_URL: url,
      [controlVariables.url]: control.url,
      [controlVariables.token]: token,
    };
    const run = await runObserved(command, { ...env, ...addresses }, stop);
    return { ...run, calls, redirected: target.followed };
  } finally {
    limit?.end();
    await Promise.all([mock.close(0), control?.close(), target.close()]);
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
