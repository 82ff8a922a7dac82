import { describe, it } from "vitest";
import { leaksIn } from "./patient.ts";
import { renderings } from "./renderings.ts";
import { trial } from "./trial.ts";
import type { Size } from "./verdicts/row.ts";
import { rows } from "./verdicts.ts";

const trials = rows.flatMap((row) =>
  (Object.keys(row.expected) as Size[]).map((size) => ({ fault: row.fault, size, row })),
);

describe.concurrent("the verdict on", () => {
  it.for(trials)("$fault, $size", async ({ row, size }, { expect }) => {
    const { deviations, loggable } = await trial(row, size, "full");
    const leaks = Object.entries(loggable).map(([name, value]) => ({
      name,
      leaks: leaksIn(renderings(value).join("\n")),
    }));
    expect(deviations).toEqual([]);
    expect(leaks.filter(({ leaks }) => leaks.length > 0)).toEqual([]);
  });
});
