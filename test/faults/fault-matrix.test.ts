import { describe, it } from "vitest";
import { leaksIn } from "./canaries.ts";
import { runFaultCase } from "./fault-case.ts";
import { casesOf, faults } from "./fault-matrix.ts";
import { logOutputs } from "./log-outputs.ts";

describe.concurrent("the fault matrix", () => {
  it.for(faults.flatMap(casesOf))("$name", async (faultCase, { expect }) => {
    const { deviations, loggable } = await runFaultCase(faultCase, "exact");
    const leaks = Object.entries(loggable).map(([name, value]) => ({
      name,
      leaks: leaksIn(logOutputs(value).join("\n")),
    }));
    expect(deviations).toEqual([]);
    expect(leaks.filter(({ leaks }) => leaks.length > 0)).toEqual([]);
  });
});
