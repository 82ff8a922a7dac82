import { type Baseline, type CallGroup, mostAlike } from "./baseline.ts";
import type { Canaries, CanaryName } from "./canaries.ts";
import type { FaultPlan } from "./fault-plan.ts";
import { SearchedOutput } from "./leak-search.ts";
import type { ObservedCall } from "./observed-call.ts";
import type { ObservedRun } from "./observed-run.ts";
import { leavesPossible, type RehearsedFault } from "./rehearsed-faults.ts";

/** What is wrong with a program. */
export const findingKinds = ["duplicate", "leak", "hang", "crash"] as const;
/** What only a person can decide. */
export const questionKinds = ["unnoticed", "mayBeLost", "valuePrinted"] as const;

export type FindingKind = (typeof findingKinds)[number];
export type QuestionKind = (typeof questionKinds)[number];

/** Something that was seen in one run. */
export interface Observation {
  readonly kind: FindingKind | QuestionKind;
  /** The group of calls that it is about; absent if it may have been any of the run's. */
  readonly group?: number;
  /** The fault that it followed, or those of its run; empty in a clean run. */
  readonly faults: readonly RehearsedFault[];
  /** What leaked: a canary into the output, or the whole call to where a redirect led. */
  readonly leaked?: CanaryName | "call";
  /** How many calls there were too many. */
  readonly more?: number;
}

/** What a run is judged by. */
export interface Evidence {
  readonly canaries: Canaries;
  /** Texts that the contract itself spells out, and that may be printed. */
  readonly contractTexts: ReadonlySet<string>;
}

/** What a clean run shows: what it prints, it prints always. */
export function judgeCleanRun(run: ObservedRun, evidence: Evidence): Observation[] {
  return printed(run, evidence, { faults: [] });
}

/** What a run under faults shows. */
export function judgeTrial(
  run: ObservedRun,
  plan: FaultPlan,
  baseline: Baseline,
  evidence: Evidence,
): Observation[] {
  const hit = baseline.groups.flatMap((group): Hit[] => {
    const calls = run.calls.filter((call) => baseline.groupOf(call) === group);
    const fault = calls.find((call) => call.fault)?.fault;
    return fault && plan.has(group.number) ? [{ group, fault, calls }] : [];
  });
  const faults = [...new Set(hit.map(({ fault }) => fault))];
  const [only, ...others] = hit;
  const suspect = only && others.length === 0 ? { group: only.group.number, faults } : { faults };
  return [
    ...hit.flatMap(duplicates),
    ...hit.flatMap((each) => redirects(each, run)),
    ...ended(run, suspect),
    ...("code" in run.ending && run.ending.code === 0 ? hit.flatMap(passedOver) : []),
    ...printed(run, evidence, suspect),
  ];
}

/** A group that met its fault. */
interface Hit {
  readonly group: CallGroup;
  readonly fault: RehearsedFault;
  /** All its calls, the faulted ones and the others. */
  readonly calls: readonly ObservedCall[];
}

type Suspect = Pick<Observation, "group" | "faults">;

// RFC 9110 lets everybody repeat the others: the second does what the first did.
const repeatingHarms = new Set(["POST", "PATCH"]);

function duplicates({ group, fault, calls }: Hit): Observation[] {
  if (!leavesPossible(fault) || !repeatingHarms.has(group.method)) return [];
  const more = Math.max(calls.length - group.times, mostAlike(calls) - group.repeats);
  return more > 0 ? [{ kind: "duplicate", group: group.number, faults: [fault], more }] : [];
}

function redirects({ group, fault }: Hit, { redirected }: ObservedRun): Observation[] {
  const isFollowed = redirected.has(group.number);
  return isFollowed ? [{ kind: "leak", group: group.number, faults: [fault], leaked: "call" }] : [];
}

/** The tests passed although a call failed: does anybody learn of it? */
function passedOver({ group, fault, calls }: Hit): Observation[] {
  const kind = leavesPossible(fault) ? "unnoticed" : "mayBeLost";
  const isMadeUpFor = calls.filter((call) => !call.fault).length >= group.times;
  return isMadeUpFor ? [] : [{ kind, group: group.number, faults: [fault] }];
}

// A shell gives 128 and the signal's number where its command died of one.
const signalCodes = new Set([4, 6, 7, 8, 9, 10, 11].map((signal) => 128 + signal));

function ended({ ending }: ObservedRun, suspect: Suspect): Observation[] {
  if ("stopped" in ending) return [{ kind: "hang", ...suspect }];
  const hasCrashed = "signal" in ending || ("code" in ending && signalCodes.has(ending.code));
  return hasCrashed ? [{ kind: "crash", ...suspect }] : [];
}

function printed(run: ObservedRun, { canaries, contractTexts }: Evidence, suspect: Suspect): Observation[] {
  const output = new SearchedOutput(run.output);
  const leaks = output
    .canaries(canaries)
    .map((leaked): Observation => ({ kind: "leak", ...suspect, leaked }));
  const cores = Object.values(canaries).map(({ core }) => core);
  const texts = new Set(run.calls.flatMap((call) => call.texts));
  const isOwn = (text: string) => !contractTexts.has(text) && !cores.some((core) => text.includes(core));
  const isPrinted = [...texts].some((text) => isOwn(text) && output.value(text));
  return isPrinted ? [...leaks, { kind: "valuePrinted", ...suspect }] : leaks;
}
