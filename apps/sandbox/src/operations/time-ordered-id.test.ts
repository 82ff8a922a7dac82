import { expect, it } from "vitest";
import { timeOrderedId } from "./time-ordered-id.ts";

it("is a UUID of version 7 that holds the time", () => {
  const now = Date.parse("2100-01-01T00:00:00Z");
  const id = timeOrderedId(now);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replace("-", "").slice(0, 12), 16)).toBe(now);
});

it("grows, however many are made in a millisecond and wherever the clock goes", () => {
  const now = Date.parse("2101-01-01T00:00:00Z");
  const times = Array.from({ length: 20_000 }, (_, index) => now + (index % 7 === 0 ? -60_000 : index >> 13));
  const ids = times.map(timeOrderedId);
  expect(ids).toEqual(ids.toSorted());
  expect(new Set(ids).size).toBe(ids.length);
});

it("can't be guessed from the one before", () => {
  const randomOf = (id: string) => id.slice(19);
  const ids = Array.from({ length: 1_000 }, () => timeOrderedId(Date.now()));
  expect(new Set(ids.map(randomOf)).size).toBe(ids.length);
});
