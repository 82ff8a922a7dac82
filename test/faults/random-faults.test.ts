import fc from "fast-check";
import { expect, it } from "vitest";
import { randomFault, runRandomFault } from "./random-faults.ts";

// Calls wait for silent servers most of the time, so many are made at once.
const concurrency = 20;
const calls = process.env.CASE_COMMENTS_LONG === "1" ? 10_000 : 300;

it(`is right ${calls} times, whatever breaks wherever`, { timeout: 1_000 * calls }, async () => {
  const many = fc.array(randomFault, { minLength: concurrency, maxLength: concurrency });
  await fc.assert(
    fc.asyncProperty(many, async (faults) => {
      const results = await Promise.all(
        faults.map(async (fault) => ({ fault, deviations: await runRandomFault(fault) })),
      );
      expect(results.filter(({ deviations }) => deviations.length > 0)).toEqual([]);
    }),
    // The message names the calls that went wrong; more of the same would take minutes.
    { numRuns: calls / concurrency, endOnFailure: true },
  );
});
