/**
 * One call of the client, described as data, so that every runtime of the matrix can make it.
 */
import {
  type AddCommentResult,
  type Attachment,
  type AttemptEvent,
  createClient,
  type Delivery,
  fromBytes,
  fromStream,
} from "@case-comments/client";
import { apiKey, author, caseId, fileContent, fileName, taggedUser, text } from "./canaries.ts";

/** How the source of a file differs from what it promised. */
export type SourceFault = "too short" | "too long" | "broken";

export interface Call {
  readonly baseUrl: string;
  /** Of the attached file, each of 24 bytes; without any, no file is attached. */
  readonly fileLines: number;
  /** In milliseconds. */
  readonly timeout: number;
  /** When the caller gives up, in milliseconds; 0 is before the call. */
  readonly abortAfter?: number | undefined;
  readonly source?: SourceFault | undefined;
  /** Whether the same client has added another comment just before. */
  readonly warm?: boolean | undefined;
}

/** What the caller learns. */
export interface Outcome {
  readonly verdict: Verdict;
  /** In milliseconds. */
  readonly retryAfter?: number | undefined;
  /**
   * Whether a timer of twice the time that the call had, started with it, went off before its end.
   * However busy a machine is, the timers of one event loop go off in their order.
   */
  readonly isOverdue: boolean;
  /** One event for each attempt. */
  readonly attempts: readonly AttemptEvent[];
}

/** What came of a call. */
export interface CallReport {
  readonly outcome: Outcome;
  /** Whatever a program could log of the call, by name. */
  readonly loggable: Readonly<Record<string, unknown>>;
}

/** `ok`, or the kind and the delivery of the error. */
export type Verdict = "ok" | `${string} ${Delivery}`;

/** How often a call may be tried again. */
export const retries = 1;

/** Makes a call on this runtime. */
export async function makeCall(call: Call): Promise<CallReport> {
  const { baseUrl, fileLines, timeout, abortAfter, warm } = call;
  const attempts: AttemptEvent[] = [];
  const client = createClient({
    apiKey,
    baseUrl,
    timeout,
    retries,
    onEvent: (event) => attempts.push(event),
  });
  const attachments = attachmentsOf(call);
  const comment = {
    text,
    isRestricted: true,
    author,
    taggedUsers: [taggedUser],
    ...(fileLines > 0 && { attachments }),
  };
  if (warm) {
    const { ok } = await client.addComment(caseId, comment, { timeout: 60_000 });
    if (!ok) throw new Error("The first call failed");
    attempts.length = 0;
  }
  const controller = new AbortController();
  const abortTimer = abortAfter && setTimeout(() => controller.abort(), abortAfter);
  if (abortAfter === 0) controller.abort();
  let isOverdue = false;
  // A machine that is busy runs timers late, and all at once: the call gets some turns after them.
  const overdue = (turns: number) => {
    isOverdue = turns === 0;
    if (!isOverdue) overdueTimer = setTimeout(overdue, 0, turns - 1);
  };
  let overdueTimer = setTimeout(overdue, 2 * (abortAfter ?? timeout), 100);
  const progress: unknown[] = [];
  const result = await client.addComment(caseId, comment, {
    signal: controller.signal,
    onProgress: (event) => progress.push(event),
  });
  clearTimeout(abortTimer);
  clearTimeout(overdueTimer);
  const error = result.ok ? undefined : result.error;
  const retryAfter = error && "retryAfter" in error ? error.retryAfter : undefined;
  return {
    outcome: { verdict: verdictOf(result), retryAfter, isOverdue, attempts },
    loggable: { client, result, error, attachments, attempts, progress },
  };
}

const verdictOf = (result: AddCommentResult): Verdict =>
  result.ok ? "ok" : `${result.error.kind} ${result.error.delivery}`;

function attachmentsOf({ fileLines, source }: Call): Attachment[] {
  const options = { fileName, isPHI: true, isRestricted: true };
  const content = fileContent(fileLines);
  if (!source) return [fromBytes(content, options)];
  const promised = content.length + { "too short": 1, "too long": -1, broken: 0 }[source];
  async function* open() {
    yield content.subarray(0, content.length - 1);
    if (source === "broken") throw new Error(`The disk that holds ${fileName} is gone`);
    yield content.subarray(content.length - 1);
  }
  return [fromStream(open, promised, options)];
}
