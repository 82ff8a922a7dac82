import type { ClaimedEvent } from "../store/claim-events.ts";
import { isSpoiled } from "./weather.ts";

const firstPauseMs = 1_000;
const longestPauseMs = 3_600_000;
/** For how long it is tried, in milliseconds. */
const dayMs = 86_400_000;

/** In how many milliseconds an event is due again after an attempt; `undefined` if nothing is owed any more. */
export function dueAfter(
  { weather, tries }: ClaimedEvent,
  isReceived: boolean,
  createdAt: string,
): number | undefined {
  if (isSpoiled(weather) || (weather === "twice" && isReceived)) return 0;
  const isOver = isReceived || Date.now() - Date.parse(createdAt) > dayMs;
  return isOver ? undefined : pauseAfter(tries);
}

/** Exponential, with jitter, so that receivers that were away are not called by all at once. */
const pauseAfter = (tries: number) =>
  Math.min(longestPauseMs, firstPauseMs * 2 ** (tries - 1)) * (0.5 + Math.random() / 2);
