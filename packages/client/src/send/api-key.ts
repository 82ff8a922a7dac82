import { isApiKey, type Settings } from "../client-options.ts";
import { type CaseCommentsError, callError } from "../errors.ts";
import type { Deadline } from "./deadline.ts";

/** The key for one call, or the error if it can't be had in time, or no header can hold it. */
export async function apiKeyOf(
  { apiKey }: Pick<Settings, "apiKey">,
  deadline: Deadline,
): Promise<string | CaseCommentsError> {
  if (typeof apiKey === "string") return apiKey;
  let reason: unknown;
  const key = await deadline.within((async () => apiKey())()).catch((thrown) => {
    reason = thrown;
  });
  if (deadline.reason) return callError({ kind: deadline.reason, delivery: "not-sent" });
  if (isApiKey(key)) return key;
  // What the function throws may hold the key, so only those who ask are shown it.
  return callError({ kind: "apiKeyUnavailable", delivery: "not-sent" }, { reason });
}
