import { randomUUID } from "node:crypto";

// What the twelve bits of a counter hold.
const mostOfAMillisecond = 4_096;

let latest = 0;
let count = 0;

/**
 * A UUID of version 7: each is greater than the one before, also within a millisecond and when the clock is
 * put back, so that new rows lie side by side and keep their order. 62 of its bits are random.
 *
 * @param now in milliseconds since 1970
 *
 * @example
 * timeOrderedId(Date.now()) // "019d1c3e-5a70-7000-9f5e-3c1d2b4a6e80"
 *
 * @see https://www.rfc-editor.org/rfc/rfc9562#section-5.7 and, for the counter, section 6.2, method 1
 */
export function timeOrderedId(now: number): string {
  count += 1;
  if (now > latest || count === mostOfAMillisecond) {
    latest = Math.max(now, latest + 1);
    count = 0;
  }
  const time = latest.toString(16).padStart(12, "0");
  const counter = count.toString(16).padStart(3, "0");
  // Node keeps random bits for these in store; to ask for them one by one takes ten times as long.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}${randomUUID().slice(18)}`;
}
