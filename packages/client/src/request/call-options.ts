import { apiKeyHeader } from "../generated/contract.gen.ts";
import type { Progress } from "../hooks.ts";

/** What may be different for one call. */
export interface AddCommentOptions {
  /** Ends the call when it aborts. */
  readonly signal?: AbortSignal | null | undefined;
  /** In milliseconds, instead of the client's. */
  readonly timeout?: number | undefined;
  /** Hears of every chunk. What it throws is ignored. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /**
   * More headers, for tracing for instance. Those that the request itself is made of are refused.
   *
   * @example
   * headers: { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" }
   */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** What a request is made of, and what other headers must not say anew. */
const ownHeaders =
  /^(authorization|(set-)?cookie|host|connection|keep-alive|upgrade|te|trailer|expect|transfer-encoding|user-agent|(content|proxy)-.*)$/i;

/** Whether a value has fields of its own. Of a `Headers` or a `Map` nothing would be sent. */
export const isRecord = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !(Symbol.iterator in value);

/** Whether headers can be sent beside ours. */
const areHeaders = (headers: unknown): boolean =>
  isRecord(headers) &&
  Object.entries(headers).every(
    ([name, value]) =>
      /^[\w!#$%&'*+.^`|~-]+$/.test(name) &&
      !ownHeaders.test(name) &&
      name.toLowerCase() !== apiKeyHeader &&
      typeof value === "string" &&
      /^[\t\x20-\x7e]*$/.test(value),
  );

/** Timers take no more. */
export const isTimeout = (value: unknown): value is number =>
  typeof value === "number" && value > 0 && value < 2 ** 31;

/** Whether a value can be called, if it is there. */
export const isHook = (value: unknown): boolean => value === undefined || typeof value === "function";

/** The first option that can't be what it should be. TypeScript sees to that; JavaScript doesn't. */
export function unusableOption({
  signal,
  timeout,
  onProgress,
  headers,
}: AddCommentOptions): string | undefined {
  if (timeout !== undefined && !isTimeout(timeout)) return "timeout";
  // Looked at here, where it may throw.
  if (signal && !(typeof signal.addEventListener === "function" && typeof signal.aborted === "boolean"))
    return "signal";
  if (!isHook(onProgress)) return "onProgress";
  return headers === undefined || areHeaders(headers) ? undefined : "headers";
}
