import { describe, expect, it } from "vitest";
import { backoff } from "./retry.ts";

describe("backoff", () => {
  it("has full jitter under a limit that doubles up to five seconds", () => {
    for (const [attempt, limit] of [
      [1, 400],
      [2, 800],
      [5, 5_000],
      [2_000, 5_000],
    ] as const) {
      const pauses = Array.from({ length: 500 }, () => backoff(attempt));
      expect(Math.min(...pauses)).toBeLessThan(limit * 0.1);
      expect(Math.max(...pauses)).toBeGreaterThan(limit * 0.9);
      expect(Math.max(...pauses)).toBeLessThanOrEqual(limit);
    }
  });
});
