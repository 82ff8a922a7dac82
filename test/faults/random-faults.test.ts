import fc from "fast-check";
import { expect, it } from "vitest";
import { meetRandomFault, randomFault } from "./random-faults.ts";

// Calls wait for silent servers most of the time, so many are made at once.
const together = 20;
const calls = process.env.CASE_COMMENTS_LONG === "1" ? 10_000 : 300;

it(`is right ${calls} times, whatever breaks wherever`, { timeout: 100 * calls }, async () => {
  const many = fc.array(randomFault, { minLength: together, maxLength: together });
  await fc.assert(
    fc.asyncProperty(many, async (faults) => {
      const results = await Promise.all(
        faults.map(async (fault) => ({ fault, wrong: await meetRandomFault(fault) })),
      );
      expect(results.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
    }),
    // The message names the calls that went wrong; more of the same would take minutes.
    { numRuns: calls / together, endOnFailure: true },
  );
});
