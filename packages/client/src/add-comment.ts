import type { Settings } from "./client-options.ts";
import { type AddCommentError, CaseCommentsError, callError, notSent, withCallId } from "./errors.ts";
import { apiKeyHeader, requestLines } from "./generated/contract.gen.ts";
import type { operations } from "./generated/schema.gen.ts";
import { issue } from "./issue.ts";
import type { AddCommentOptions } from "./request/call-options.ts";
import { checkInput } from "./request/input-check.ts";
import { jsonBody } from "./request/json-body.ts";
import type { NewComment } from "./request/new-comment.ts";
import { OneShotBody } from "./request/one-shot-body.ts";
import type { AddCommentResult, CreatedComment } from "./result.ts";
import { apiKeyOf } from "./send/api-key.ts";
import { Deadline } from "./send/deadline.ts";
import { fieldsOf, type ReceivedResponse } from "./send/response.ts";
import { withRetries } from "./send/retry.ts";
import { sendRequest } from "./send/send-request.ts";
import { errorOfResponse } from "./send/verdict.ts";

const operation = "addCaseComment";
const { method, path } = requestLines[operation];
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
  options?: AddCommentOptions,
  callId: string = crypto.randomUUID(),
): Promise<AddCommentResult> {
  const outcome = await outcomeOf(settings, callId, caseId, comment, options);
  if (!(outcome instanceof CaseCommentsError)) return { ok: true, data: outcome, callId };
  // Which errors an operation can have is a matter of types alone.
  return { ok: false, error: withCallId(outcome, callId) as AddCommentError };
}

async function outcomeOf(
  settings: Settings,
  callId: string,
  caseId: string,
  comment: NewComment,
  options: AddCommentOptions | undefined,
): Promise<CreatedComment | CaseCommentsError> {
  const checked = checkInput(caseId, comment, options);
  if ("issues" in checked) return notSent("invalidInput", checked.issues);
  const json = jsonBody(checked);
  if (json.length > settings.maxBodyBytes) return notSent("invalidInput", [issue("", "tooLarge")]);

  const { signal, timeout = settings.timeout, onProgress, headers: extra } = checked.options;
  const deadline = new Deadline(timeout, signal);
  try {
    const key = await apiKeyOf(settings, deadline);
    if (typeof key !== "string") return key;
    const url = settings.baseUrl + path.replace("{caseId}", caseId);
    const headers = {
      ...extra,
      ...settings.headers,
      "content-type": "application/json",
      [apiKeyHeader]: key,
    };
    return await withRetries(settings, deadline, callId, () => {
      const body = new OneShotBody(json, deadline.signal, onProgress);
      return { body, outcome: sendRequest(settings, url, { method, headers }, body, deadline, commentOf) };
    });
  } finally {
    deadline.stop();
  }
}

/** The comment that a response says was created, or the error that it stands for. */
function commentOf(response: ReceivedResponse, body: OneShotBody): CreatedComment | CaseCommentsError {
  const { status, text } = response;
  const { status: stated, success, data } = fieldsOf(text);
  const { commentId, createdAt } = (data ?? {}) as Partial<Record<string, unknown>>;
  // The form of id and date is not checked: a comment that exists must not be called unknown.
  const isCreated =
    stated === 200 &&
    success === true &&
    commentId &&
    typeof commentId === "string" &&
    typeof createdAt === "string";
  if (!isCreated) return errorOfResponse(operation, response, body);
  if (status === 200 && !body.isPartlyHandedOver) return { commentId, createdAt };
  const facts = { kind: "contradictoryResponse", delivery: "unknown", status, commentId } as const;
  return callError(facts, response);
}
