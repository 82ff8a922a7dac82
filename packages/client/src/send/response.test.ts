import { describe, expect, it } from "vitest";
import { retryAfterOf } from "./response.ts";

describe("retryAfterOf", () => {
  it.each([
    ["", undefined],
    ["0", 0],
    ["120", 120_000],
    ["1.5", undefined],
    ["-7", undefined],
    ["soon", undefined],
    ["Soon", undefined],
    ["9".repeat(400), 2 ** 31 - 1],
    ["Wed, 21 Oct 2015 07:28:00 GMT", 0],
    ["Fri, 31 Dec 9999 23:59:59 GMT", 2 ** 31 - 1],
  ])("takes %j for %j", (header, wait) => {
    expect(retryAfterOf(header)).toBe(wait);
  });

  it("counts from now to a date", () => {
    const wait = retryAfterOf(new Date(Date.now() + 60_000).toUTCString());
    expect(wait).toBeGreaterThan(30_000);
    expect(wait).toBeLessThanOrEqual(60_000);
  });
});
