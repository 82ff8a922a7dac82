import { isApiKey, type Settings } from "../client-options.ts";
import { type CaseCommentsError, notSent } from "../errors.ts";
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
  if (isApiKey(key)) return key;
  // What the function throws may hold the key, so only those who ask are shown it.
  return notSent(deadline.reason ?? "apiKeyUnavailable", undefined, { reason });
}
