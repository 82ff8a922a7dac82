import type { ObservedCall } from "./observed-call.ts";

/** Calls that are one and the same to a rehearsal, because they differ in nothing that lasts. */
export interface CallGroup {
  /** Counted from 1, in the order in which they came. */
  readonly number: number;
  readonly operation: string;
  readonly method: string;
  /** How often such a call was made in a clean run. */
  readonly times: number;
  /** How often the same content was sent in a clean run. */
  readonly repeats: number;
}

/** What the command calls when nothing goes wrong. */
export interface Baseline {
  readonly groups: readonly CallGroup[];
  /** The group that a call belongs to, if the clean runs had such a call. */
  groupOf(call: ObservedCall): CallGroup | undefined;
}

/** What calls of a group have in common. */
interface Pattern {
  readonly operation: string;
  readonly method: string;
  readonly fixed: ReadonlyMap<string, string>;
  /** The pointers whose values change from run to run, such as that of a text that holds the time. */
  readonly varying: ReadonlySet<string>;
}

/** Learns from two clean runs which calls there are, and which of their fields change by themselves. */
export function baselineOf(first: readonly ObservedCall[], second: readonly ObservedCall[]): Baseline {
  const patterns = distinct(pairs(first, second).map(([one, other]) => patternOf(one, other)));
  // The pattern that fixes most says most.
  patterns.sort((one, other) => other.fixed.size - one.fixed.size);
  const patternFor = (call: ObservedCall) => patterns.find((pattern) => matches(pattern, call));
  const runs = [first, second].map((calls) => calls.map((call) => ({ call, pattern: patternFor(call) })));
  const inOrder = [...new Set(runs.flat().map(({ pattern }) => pattern))].filter(
    (each) => each !== undefined,
  );
  const groups = new Map(
    inOrder.map((pattern, index): [Pattern, CallGroup] => {
      const { operation, method } = pattern;
      const calls = runs.map((run) => run.filter((each) => each.pattern === pattern).map(({ call }) => call));
      const times = Math.max(...calls.map(({ length }) => length));
      const repeats = Math.max(...calls.map(mostAlike));
      return [pattern, { number: index + 1, operation, method, times, repeats }];
    }),
  );
  return {
    groups: [...groups.values()],
    groupOf(call) {
      const pattern = patternFor(call);
      return pattern && groups.get(pattern);
    },
  };
}

/** Puts calls of two runs together: those that are the same, then those that differ least. */
function pairs(
  first: readonly ObservedCall[],
  second: readonly ObservedCall[],
): [ObservedCall, ObservedCall][] {
  const left = [...second];
  const take = (index: number) => left.splice(index, 1)[0] as ObservedCall;
  const found: [ObservedCall, ObservedCall][] = [];
  const unmatched: ObservedCall[] = [];
  for (const call of first) {
    const index = left.findIndex(({ content }) => content === call.content);
    if (index === -1) unmatched.push(call);
    else found.push([call, take(index)]);
  }
  for (const call of unmatched) {
    const distances = left.map((other) => distance(call, other));
    const least = Math.min(...distances);
    // A call that only one of the runs made stands for itself.
    found.push([call, least < call.values.size ? take(distances.indexOf(least)) : call]);
  }
  return [...found, ...left.map((call): [ObservedCall, ObservedCall] => [call, call])];
}

function distance(one: ObservedCall, other: ObservedCall): number {
  if (one.operation !== other.operation) return Number.POSITIVE_INFINITY;
  return differences(one, other).length;
}

function differences({ values }: ObservedCall, { values: others }: ObservedCall): string[] {
  const pointers = new Set([...values.keys(), ...others.keys()]);
  return [...pointers].filter((pointer) => values.get(pointer) !== others.get(pointer));
}

function patternOf(one: ObservedCall, other: ObservedCall): Pattern {
  const varying = new Set(differences(one, other));
  const fixed = new Map([...one.values].filter(([pointer]) => !varying.has(pointer)));
  return { operation: one.operation, method: one.method, fixed, varying };
}

function distinct(patterns: readonly Pattern[]): Pattern[] {
  const keyOf = ({ operation, fixed, varying }: Pattern) =>
    JSON.stringify([operation, [...fixed].sort(), [...varying].sort()]);
  return [...new Map(patterns.map((pattern) => [keyOf(pattern), pattern])).values()];
}

function matches({ operation, fixed, varying }: Pattern, call: ObservedCall): boolean {
  if (call.operation !== operation) return false;
  for (const [pointer, value] of fixed) if (call.values.get(pointer) !== value) return false;
  for (const pointer of call.values.keys()) if (!fixed.has(pointer) && !varying.has(pointer)) return false;
  return true;
}

/** The largest number of calls that sent the same. */
export function mostAlike(calls: readonly ObservedCall[]): number {
  const counts = new Map<string, number>();
  for (const { content } of calls) counts.set(content, (counts.get(content) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}
