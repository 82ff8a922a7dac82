/**
 * What goes wrong on purpose with the delivery of an event, and what a receiver should make of it. Whatever
 * comes first, a good delivery of the same event follows.
 */
export const weathers = {
  clear: "nothing goes wrong",
  twice: "once received, it comes again",
  late: "it comes three seconds after the comment",
  outOfOrder: "it comes behind the next event that is received, or five seconds after the comment",
  truncated: "first it ends in its middle, with the signature of the whole",
  wronglySigned: "first it has a signature that another secret gives",
  unsigned: "first it has no signature",
  beforeAnswer: "it comes before the call that adds the comment is answered",
  otherFirst: "a genuine event of another kind comes first",
  older: "it comes in the older of the two forms",
} as const;

export type Weather = keyof typeof weathers;

/** The weather of an organization's event, counted from 1: the list begins again when it has ended. */
export function weatherOf(list: readonly Weather[], ordinal: number): Weather {
  return list[(ordinal - 1) % list.length] ?? "clear";
}

const delays: Partial<Record<Weather, number>> = { late: 3_000, outOfOrder: 5_000 };

/** For how long an event is kept back, in milliseconds. */
export const delayIn = (weather: Weather) => delays[weather] ?? 0;

/** Whether the first delivery brings nothing that a receiver can use. */
export const isSpoiled = (weather: Weather) => spoiled.has(weather);
const spoiled = new Set<Weather>(["truncated", "wronglySigned", "unsigned", "otherFirst"]);

/** What the weather is at the attempt that follows one. */
export function weatherAfter(weather: Weather, isReceived: boolean): Weather {
  if (weather === "older") return weather;
  return weather === "twice" && !isReceived ? weather : "clear";
}
