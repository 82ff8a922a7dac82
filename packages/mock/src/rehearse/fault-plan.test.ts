import { describe, expect, it } from "vitest";
import { planMissed, planRuns } from "./fault-plan.ts";
import { usualFaults } from "./rehearsed-faults.ts";

const group = (number: number, times = 1) => ({
  number,
  times,
  repeats: times,
  operation: "o",
  method: "POST",
});

describe("the plan of the runs", () => {
  it("lets every call meet every fault, in as many runs as there are faults", () => {
    const groups = Array.from({ length: 9 }, (_, index) => group(index + 1));
    const plans = planRuns(groups, usualFaults);
    expect(plans).toHaveLength(usualFaults.length);
    for (const { number } of groups)
      expect(plans.map((plan) => plan.get(number)?.fault).sort()).toEqual([...usualFaults].sort());
    const [first] = plans;
    expect(new Set([...(first ?? [])].map(([, { fault }]) => fault)).size).toBe(usualFaults.length);
  });

  it("faults the first of several calls alone, then all of them", () => {
    const plans = planRuns([group(1), group(2, 3)], ["503"]);
    const order = (to: number) => ({ fault: "503", from: 1, to });
    expect(plans.map((plan) => Object.fromEntries(plan))).toEqual([
      { 1: order(1), 2: order(1) },
      { 2: order(3) },
    ]);
  });

  it("has a run for each call that was not reached", () => {
    const plan = new Map([
      [1, { fault: "503", from: 1, to: 3 } as const],
      [2, { fault: "stall", from: 1, to: 1 } as const],
    ]);
    const missed = planMissed(plan, (number) => (number === 1 ? 1 : 0));
    expect(missed.map((each) => Object.fromEntries(each))).toEqual([
      { 1: { fault: "503", from: 2, to: 2 } },
      { 1: { fault: "503", from: 3, to: 3 } },
      { 2: { fault: "stall", from: 1, to: 1 } },
    ]);
    expect(planMissed(plan, () => 3)).toEqual([]);
  });
});
