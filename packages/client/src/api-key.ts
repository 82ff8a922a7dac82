import { isApiKey } from "./client-options.ts";
import type { Deadline } from "./deadline.ts";
import { type AddCommentError, callError } from "./errors.ts";
import { issue } from "./issue.ts";

/** The key for one call, or the error if it can't be had in time, or can't be sent. */
export async function askForApiKey(
  ask: () => string | Promise<string>,
  deadline: Deadline,
): Promise<string | AddCommentError> {
  // What the function throws may hold the key, so it is dropped.
  const key = await deadline.within((async () => ask())()).catch(() => undefined);
  if (deadline.reason) return callError({ kind: deadline.reason, delivery: "not-sent" });
  if (isApiKey(key)) return key;
  return callError({ kind: "invalidInput", delivery: "not-sent", issues: [issue("/apiKey", "unusable")] });
}
