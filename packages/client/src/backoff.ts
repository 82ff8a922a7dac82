const first = 200;
const longest = 5_000;

/**
 * How long to pause before trying again, in milliseconds: exponential, with full jitter, so that
 * clients that failed together don't come back together.
 *
 * @param attempt counts from 1
 */
export const backoff = (attempt: number): number => Math.random() * Math.min(longest, first * 2 ** attempt);
