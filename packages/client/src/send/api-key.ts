import { isApiKey, type Settings } from "../client-options.ts";
import { type CaseCommentsError, callError } from "../errors.ts";
import { issue } from "../issue.ts";
import type { Deadline } from "./deadline.ts";

/** The key for one call, or the error if it can't be had in time, or can't be sent. */
export async function apiKeyOf(
  { apiKey }: Pick<Settings, "apiKey">,
  deadline: Deadline,
): Promise<string | CaseCommentsError> {
  if (typeof apiKey === "string") return apiKey;
  // What the function throws may hold the key, so it is dropped.
  const key = await deadline.within((async () => apiKey())()).catch(() => undefined);
  if (deadline.reason) return callError({ kind: deadline.reason, delivery: "not-sent" });
  if (isApiKey(key)) return key;
  return callError({ kind: "invalidInput", delivery: "not-sent", issues: [issue("/apiKey", "unusable")] });
}
