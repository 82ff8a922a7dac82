import { askForApiKey } from "./api-key.ts";
import { planBody } from "./body-plan.ts";
import { isTimeout } from "./client-options.ts";
import { Deadline } from "./deadline.ts";
import { callError } from "./errors.ts";
import { checkInput } from "./input-check.ts";
import { type Issue, issue } from "./issue.ts";
import type { NewComment } from "./new-comment.ts";
import { postComment } from "./post-comment.ts";
import type { Progress } from "./progress.ts";
import type { AddCommentResult } from "./result.ts";
import { withRetries } from "./retry.ts";
import type { Settings } from "./settings.ts";

/** What may be different for one call. */
export interface AddCommentOptions {
  /** Ends the call when it aborts. */
  readonly signal?: AbortSignal;
  /** In milliseconds, instead of the client's. */
  readonly timeout?: number;
  /** Hears of every chunk. What it throws is ignored. */
  readonly onProgress?: (progress: Progress) => void;
}

/** Adds a comment to a case: checks it, sends it, and says what became of it. */
export async function addComment(
  settings: Settings,
  caseId: string,
  comment: NewComment,
  { signal, timeout = settings.timeout, onProgress }: AddCommentOptions = {},
): Promise<AddCommentResult> {
  const input = checkInput(caseId, comment);
  if ("issues" in input) return refused(input.issues);
  if (!isTimeout(timeout)) return refused([issue("/timeout", "unusable")]);
  const request = { action: "ADD_COMMUNICATION", communication: input.communication } as const;
  const plan = planBody(request, input.attachments);
  if (plan.length > settings.maxBodyBytes) return refused([issue("", "tooLarge")]);

  const deadline = new Deadline(timeout, signal);
  try {
    const { apiKey } = settings;
    const key = typeof apiKey === "string" ? apiKey : await askForApiKey(apiKey, deadline);
    if (typeof key !== "string") return { ok: false, error: key };
    return await withRetries(settings, deadline, () => {
      const body = plan.open(deadline.signal, onProgress);
      return { body, outcome: postComment(settings, key, caseId, body, deadline) };
    });
  } finally {
    deadline.stop();
  }
}

function refused(issues: readonly Issue[]): AddCommentResult {
  return { ok: false, error: callError({ kind: "invalidInput", delivery: "not-sent", issues }) };
}
