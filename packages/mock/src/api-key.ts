import type { CallHead } from "@case-comments/contract-server";

/** The header that holds the key of a call. */
export const apiKeyHeader = "cv-api-key";

/** The key that came with a call. Its calls are a session of their own. */
export function keyOf({ headers }: Pick<CallHead, "headers">): string | undefined {
  const key = headers[apiKeyHeader];
  return Array.isArray(key) ? key.join() : key;
}
