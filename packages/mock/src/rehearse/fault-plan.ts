import type { CallGroup } from "./baseline.ts";
import type { RehearsedFault } from "./rehearsed-faults.ts";

/** What happens to calls of one group in a run. */
export interface FaultOrder {
  readonly fault: RehearsedFault;
  /** Which of them it happens to, counted from 1: as many as there are in a clean run, or one alone. */
  readonly from: number;
  readonly to: number;
}

/** What happens in one run, by the number of the group. */
export type FaultPlan = ReadonlyMap<number, FaultOrder>;

/**
 * Plans one run for each fault: in each, every group meets another fault, and over all of them every
 * group meets every fault, as in a Latin square.
 *
 * The first call of each group is faulted alone, so that one more than usual stands out. Where a group
 * has more calls than one, another run for each fault takes all of them.
 */
export function planRuns(groups: readonly CallGroup[], faults: readonly RehearsedFault[]): FaultPlan[] {
  const repeated = groups.filter(({ times }) => times > 1);
  return [
    ...latinSquare(groups, faults, () => 1),
    ...(repeated.length > 0 ? latinSquare(repeated, faults, ({ times }) => times) : []),
  ];
}

function latinSquare(
  groups: readonly CallGroup[],
  faults: readonly RehearsedFault[],
  last: (group: CallGroup) => number,
): FaultPlan[] {
  return faults.map((_, shift) => {
    const orders = groups.map((group, index): [number, FaultOrder] => {
      const fault = faults[(index + shift) % faults.length] as RehearsedFault;
      return [group.number, { fault, from: 1, to: last(group) }];
    });
    return new Map(orders);
  });
}

/**
 * Plans a run for each call that a run has not reached, because another fault had ended its test.
 *
 * @param arrived how many calls of a group came
 */
export function planMissed(plan: FaultPlan, arrived: (group: number) => number): FaultPlan[] {
  return [...plan].flatMap(([group, { fault, to }]) => {
    const reached = arrived(group);
    return Array.from({ length: Math.max(to - reached, 0) }, (_, index): FaultPlan => {
      const place = reached + index + 1;
      return new Map([[group, { fault, from: place, to: place }]]);
    });
  });
}
