import { describe, expect, it } from "vitest";
import type { ClaimedEvent } from "../store/claim-events.ts";
import { eventsUnderWay } from "./events-under-way.ts";

let count = 0;
function newEvent(changes: Partial<ClaimedEvent> = {}): ClaimedEvent {
  count += 1;
  const usual = { tenant: "t", organization: `o ${count}`, commentId: `c ${count}`, leaseEnd: "then" };
  return { ...usual, ordinal: 0, weather: "clear", tries: 1, size: 100, isSlow: false, ...changes };
}

describe("the events under way", () => {
  it("leave room for others after a while, but not for ever more of them", () => {
    const underWay = eventsUnderWay();
    const addAll = () => {
      const { most } = underWay.room("quick");
      const events = Array.from({ length: most }, () => newEvent());
      for (const event of events) underWay.add(event);
      expect(underWay.room("quick")).toMatchObject({ most: 0, isFull: true });
      return events;
    };
    const all: ClaimedEvent[] = [];
    while (underWay.room("quick").most > 0) {
      const events = addAll();
      all.push(...events);
      for (const event of events) underWay.lasts(event);
    }
    expect(all).toHaveLength(512);
    for (const event of all) underWay.remove(event);
    expect(underWay.room("quick")).toMatchObject({ most: 128, isFull: false });
  });

  it("of slow receivers leave those of quick ones their room, and the other way round", () => {
    const underWay = eventsUnderWay();
    for (let more = 0; more < 64; more += 1) underWay.add(newEvent({ isSlow: true, size: 1_000_000 }));
    expect(underWay.room("slow")).toMatchObject({ most: 0, isFull: true });
    expect(underWay.room("quick")).toMatchObject({ most: 128, isFull: false });
    underWay.add(newEvent({ size: 23_000_000 }));
    // Small ones alone.
    expect(underWay.room("quick")).toMatchObject({ most: 127, largest: 16_384, isFull: true });
  });

  it("are busy where an organization has many, and new where one has lasted for the first time", () => {
    const underWay = eventsUnderWay();
    const of = (organization: string) => Array.from({ length: 16 }, () => newEvent({ organization }));
    const [many, few] = [of("many"), of("few").slice(1)];
    for (const event of [...many, ...few]) underWay.add(event);
    expect(underWay.busy().map(({ organization }) => organization)).toEqual(["many"]);
    expect(many.map((event) => underWay.lasts(event)).filter(Boolean)).toHaveLength(1);
    expect(few.map((event) => underWay.lasts(event)).filter(Boolean)).toHaveLength(1);
  });

  it("get the new lease where the old one ran out, unless they were asked for once more", () => {
    const underWay = eventsUnderWay();
    const event = newEvent({ tries: 2 });
    underWay.add(event);
    expect(underWay.renews({ ...event, tries: 1, leaseEnd: "asked for" })).toBe(false);
    expect(underWay.renews({ ...event, commentId: "another", tries: 3 })).toBe(false);
    expect(event).toMatchObject({ tries: 2, leaseEnd: "then" });
    expect(underWay.renews({ ...event, tries: 3, leaseEnd: "later" })).toBe(true);
    expect(event).toMatchObject({ tries: 3, leaseEnd: "later" });
  });
});
