import { isTimeout, type Settings } from "./client-options.ts";
import { type AddCommentError, CaseCommentsError, callError } from "./errors.ts";
import type { operations, paths } from "./generated/schema.gen.ts";
import type { Progress } from "./hooks.ts";
import { type Issue, issue } from "./issue.ts";
import { checkInput } from "./request/input-check.ts";
import { jsonBody } from "./request/json-body.ts";
import type { NewComment } from "./request/new-comment.ts";
import type { AddCommentResult, CreatedComment } from "./result.ts";
import { apiKeyOf } from "./send/api-key.ts";
import { Deadline } from "./send/deadline.ts";
import { parseObject, type ReceivedResponse } from "./send/response.ts";
import { withRetries } from "./send/retry.ts";
import { sendRequest } from "./send/send-request.ts";
import { errorOfResponse } from "./send/verdict.ts";

/** What may be different for one call. */
export interface AddCommentOptions {
  /** Ends the call when it aborts. */
  readonly signal?: AbortSignal;
  /** In milliseconds, instead of the client's. */
  readonly timeout?: number;
  /** Hears of every chunk. What it throws is ignored. */
  readonly onProgress?: (progress: Progress) => void;
}

const operation = "addCaseComment";
const path = "/api/v1/cases/{caseId}" satisfies keyof paths;
type Parameters = operations[typeof operation]["parameters"];
/** A parameter that `addComment` doesn't offer stops compiling here. */
type PathOnly<All extends { query?: never; header?: never; cookie?: never } & Pick<Parameters, "path">> =
  All["path"];

/**
 * Adds a comment to a case: checks it, sends it, and says what became of it. This call can't be
 * repeated: only what was not sent is sent again.
 */
export async function addComment(
  settings: Settings,
  caseId: PathOnly<Parameters>["caseId"],
  comment: NewComment,
  { signal, timeout = settings.timeout, onProgress }: AddCommentOptions = {},
): Promise<AddCommentResult> {
  const input = checkInput(caseId, comment);
  if ("issues" in input) return notSent(input.issues);
  if (!isTimeout(timeout)) return notSent([issue("/timeout", "unusable")]);
  const json = jsonBody(input);
  if (json.length > settings.maxBodyBytes) return notSent([issue("", "tooLarge")]);

  const deadline = new Deadline(timeout, signal);
  try {
    const key = await apiKeyOf(settings, deadline);
    if (typeof key !== "string") return failed(key);
    const url = settings.baseUrl + path.replace("{caseId}", caseId);
    const headers = { "content-type": "application/json", "cv-api-key": key };
    return await withRetries(settings, deadline, () => {
      const body = json.open(deadline.signal, onProgress);
      const head = { url, method: "POST", headers };
      return { body, outcome: sendRequest(settings, head, body, deadline).then(resultOf) };
    });
  } finally {
    deadline.stop();
  }
}

// Which errors an operation can have is a matter of types alone.
const failed = (error: CaseCommentsError): AddCommentResult => ({
  ok: false,
  error: error as AddCommentError,
});

function notSent(issues: readonly Issue[]): AddCommentResult {
  return failed(callError({ kind: "invalidInput", delivery: "not-sent", issues }));
}

function resultOf(outcome: ReceivedResponse | CaseCommentsError): AddCommentResult {
  if (outcome instanceof CaseCommentsError) return failed(outcome);
  const data = outcome.status === 200 ? createdComment(outcome.text) : undefined;
  return data ? { ok: true, data } : failed(errorOfResponse(operation, outcome));
}

/** The form of id and date is not checked: a comment that exists must not be called unknown. */
function createdComment(text: string | undefined): CreatedComment | undefined {
  const body = parseObject(text);
  if (body?.status !== 200 || body.success !== true) return undefined;
  const { commentId, createdAt } = (body.data ?? {}) as Partial<Record<string, unknown>>;
  if (typeof commentId !== "string" || commentId === "" || typeof createdAt !== "string") return undefined;
  return { commentId, createdAt };
}
