import { areHeaders, isTimeout, type Settings } from "./client-options.ts";
import { type AddCommentError, CaseCommentsError, callError, withCallId } from "./errors.ts";
import { apiKeyHeader, requestLines } from "./generated/contract.gen.ts";
import type { operations } from "./generated/schema.gen.ts";
import type { Progress } from "./hooks.ts";
import { type Issue, issue } from "./issue.ts";
import { checkInput } from "./request/input-check.ts";
import { jsonBody } from "./request/json-body.ts";
import type { NewComment } from "./request/new-comment.ts";
import type { OneShotBody } from "./request/one-shot-body.ts";
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
  /**
   * More headers, for tracing for instance. Those that the request itself is made of are refused.
   *
   * @example
   * headers: { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" }
   */
  readonly headers?: Readonly<Record<string, string>>;
}

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
  options: AddCommentOptions = {},
): Promise<AddCommentResult> {
  const callId = crypto.randomUUID();
  const failed = (error: CaseCommentsError) => failedCall(error, callId);
  const notSent = (issues: readonly Issue[]) =>
    failed(callError({ kind: "invalidInput", delivery: "not-sent", issues }));
  const { signal, timeout = settings.timeout, onProgress, headers: more = {} } = options;
  const unusable = unusableOption({ signal, timeout, onProgress, headers: more });
  if (unusable) return notSent([issue(`/${unusable}`, "unusable")]);
  const input = checkInput(caseId, comment);
  if ("issues" in input) return notSent(input.issues);
  const json = jsonBody(input);
  if (json.length > settings.maxBodyBytes) return notSent([issue("", "tooLarge")]);

  const deadline = new Deadline(timeout, signal);
  try {
    const key = await apiKeyOf(settings, deadline);
    if (typeof key !== "string") return failed(key);
    const url = settings.baseUrl + path.replace("{caseId}", caseId);
    const headers = { ...more, ...settings.headers, "content-type": "application/json", [apiKeyHeader]: key };
    return await withRetries(settings, deadline, callId, () => {
      const body = json.open(deadline.signal, onProgress);
      const sent = sendRequest(settings, { url, method, headers }, body, deadline);
      return { body, outcome: sent.then((outcome) => resultOf(outcome, body, callId)) };
    });
  } finally {
    deadline.stop();
  }
}

/** The first option that can't be what it should be. TypeScript sees to that; JavaScript doesn't. */
function unusableOption({ signal, timeout, onProgress, headers }: AddCommentOptions): string | undefined {
  if (!isTimeout(timeout)) return "timeout";
  if (signal !== undefined && typeof signal?.addEventListener !== "function") return "signal";
  if (onProgress !== undefined && typeof onProgress !== "function") return "onProgress";
  return areHeaders(headers) ? undefined : "headers";
}

// Which errors an operation can have is a matter of types alone.
function failedCall(error: CaseCommentsError, callId: string): AddCommentResult {
  return { ok: false, error: withCallId(error, callId) as AddCommentError };
}

function resultOf(
  outcome: ReceivedResponse | CaseCommentsError,
  body: OneShotBody,
  callId: string,
): AddCommentResult {
  if (outcome instanceof CaseCommentsError) return failedCall(outcome, callId);
  const { status, headers, text } = outcome;
  const data = createdComment(text);
  if (!data) return failedCall(errorOfResponse(operation, outcome, body), callId);
  if (status === 200 && !body.isPartlyHandedOver) return { ok: true, data, callId };
  const { commentId } = data;
  const facts = { kind: "contradictoryResponse", delivery: "unknown", status, commentId } as const;
  return failedCall(callError(facts, { responseBody: text, headers }), callId);
}

/** The form of id and date is not checked: a comment that exists must not be called unknown. */
function createdComment(text: string | undefined): CreatedComment | undefined {
  const body = parseObject(text);
  if (body?.status !== 200 || body.success !== true) return undefined;
  const { commentId, createdAt } = (body.data ?? {}) as Partial<Record<string, unknown>>;
  if (typeof commentId !== "string" || commentId === "" || typeof createdAt !== "string") return undefined;
  return { commentId, createdAt };
}
