import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ByteBudget } from "./byte-budget.ts";

const megabyte = 1_000_000;
const timeoutMs = 60_000;
const usualPace = (24 * megabyte) / 60;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Borrows all there is, and lets so many bytes come in each second while another waits. */
function sendWhileAnotherWaits(bytes: number, bytesIn: (second: number) => number): number | undefined {
  const budget = new ByteBudget(bytes, timeoutMs);
  let endedAt: number | undefined;
  let left = bytes;
  const loan = budget.borrow(bytes, () => {
    endedAt ??= second;
    loan.end();
  });
  budget.borrow(bytes, () => {});
  let second = 0;
  while (endedAt === undefined && left > 0 && second < 60) {
    const came = Math.min(left, bytesIn(second));
    loan.received(came);
    left -= came;
    if (left === 0) loan.complete();
    second += 1;
    vi.advanceTimersByTime(1_000);
  }
  return endedAt;
}

describe("a body that others wait for", () => {
  it.each([
    ["at a pace at which it is just whole in time", () => usualPace + 1],
    ["fast at first and slowly at the end", (second: number) => (second < 10 ? 2 * megabyte : 100_000)],
    ["slowly at first and faster then", (second: number) => (second < 5 ? 400_000 : 2 * megabyte)],
  ])("may come %s", (_, bytesIn) => {
    expect(sendWhileAnotherWaits(24 * megabyte, bytesIn)).toBeUndefined();
  });

  it.each([
    ["not at all", () => 0],
    ["too slowly to be whole in time", () => usualPace * 0.9],
    ["slowly, and a little all the time", () => 10_000],
  ])("is given up within seconds if it comes %s", (_, bytesIn) => {
    expect(sendWhileAnotherWaits(24 * megabyte, bytesIn)).toBeLessThanOrEqual(4);
  });

  it("is given up when it stalls, however much has come", () => {
    expect(sendWhileAnotherWaits(24 * megabyte, (second) => (second < 10 ? 2 * megabyte : 0))).toBeLessThan(
      15,
    );
  });

  it("may come as slowly as it likes while nobody waits", () => {
    const budget = new ByteBudget(24 * megabyte, timeoutMs);
    const onStalled = vi.fn();
    budget.borrow(24 * megabyte, onStalled).received(1);
    vi.advanceTimersByTime(timeoutMs);
    expect(onStalled).not.toHaveBeenCalled();
  });
});
