/** The longest that a timer waits; a longer one fires at once. */
const longestTimer = 2 ** 31 - 1;

/**
 * How long a `Retry-After` header asks to wait, in milliseconds; at most what `setTimeout` takes.
 *
 * @param header seconds or a date; anything else says nothing
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function retryAfterOf(header: string | null): number | undefined {
  if (header === null) return undefined;
  // `Date.parse` reads "-7" as a year; every date that HTTP allows begins with the name of a day.
  const date = /^[A-Z]/.test(header) ? Date.parse(header) : Number.NaN;
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : date - Date.now();
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), longestTimer);
}
