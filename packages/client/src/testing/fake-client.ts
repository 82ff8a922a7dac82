import { addComment } from "../add-comment.ts";
import type { AddCommentBody, DeepReadonly, Without } from "../contract-types.ts";
import type { CaseCommentsClient } from "../create-client.ts";
import { type AddCommentError, CaseCommentsError, callError, withCallId } from "../errors.ts";
import { maxBodyBytes } from "../generated/contract.gen.ts";
import type { AddCommentOptions } from "../request/call-options.ts";
import type { OneShotBody } from "../request/one-shot-body.ts";
import type { AddCommentResult, CreatedComment } from "../result.ts";
import type { Transport } from "../send/transport.ts";
import { decodeText } from "../text-codec.ts";

/** A comment as the contract has it: attachments hold base64 text. */
export interface SentComment
  extends DeepReadonly<
    Without<AddCommentBody, "action" | "communication"> & AddCommentBody["communication"]
  > {}

/** A call that would have reached the server. */
export interface FakeCall {
  /** The same that result or error show. */
  readonly callId: string;
  readonly caseId: string;
  /** What would have been sent. */
  readonly comment: SentComment;
  /** As they were given. */
  readonly options: AddCommentOptions;
}

/** What becomes of a call, or what says so. */
export type FakeOutcome = Settled | ((call: FakeCall) => Settled | Promise<Settled>);
type Settled = CreatedComment | AddCommentError;

/** A client that sends nothing. */
export interface FakeClient extends CaseCommentsClient {
  /** The calls that would have reached the server, in order. */
  readonly calls: readonly FakeCall[];
}

const settings = {
  apiKey: "fake",
  baseUrl: "https://fake.invalid",
  timeout: 60_000,
  retries: 0,
  maxBodyBytes,
  headers: {},
  onEvent: undefined,
  fetch: () => Promise.reject(new Error("A fake client fetches nothing")),
};

/**
 * A client for tests that sends nothing and remembers what it was given. It checks and reads everything
 * as the real one does, so a comment that can't be sent is `invalidInput` here, too, and `signal` and
 * `timeout` end a call that waits for its outcome.
 *
 * @param outcomes what becomes of the calls, one after the other; the last is that of all later calls.
 * Without any, comments are created. An outcome is that of a whole call: nothing is tried again. What a
 * function throws rejects the call, so that an assertion in it fails the test.
 * @throws {TypeError} if an outcome is none
 *
 * @example
 * const cases = createFakeClient(createError("network", { delivery: "not-sent" }), { commentId, createdAt });
 * await yourCode(cases);
 * expect(cases.calls).toMatchObject([{ caseId, comment: { text: "Hello" } }, { caseId }]);
 */
export function createFakeClient(...outcomes: readonly FakeOutcome[]): FakeClient {
  if (!outcomes.every((outcome) => typeof outcome === "function" || isSettled(outcome))) throw noOutcome();
  const calls: FakeCall[] = [];
  let begun = 0;
  return {
    calls,
    async addComment(caseId, comment, options = {}): Promise<AddCommentResult> {
      const callId = fakeId(++begun);
      let settled: Settled | undefined;
      const transport: Transport = async (_fetch, _url, _head, body) => {
        const call = { callId, caseId, comment: await sentComment(body), options };
        const outcome = outcomes[Math.min(calls.push(call), outcomes.length) - 1] ?? created(calls.length);
        const given = typeof outcome === "function" ? await outcome(call) : outcome;
        if (!isSettled(given)) throw noOutcome();
        settled = given;
        throw new Error("A fake client gets no response");
      };
      const result = await addComment({ ...settings, transport }, caseId, comment, options, callId);
      // It was refused before it was sent, or ended while its outcome was waited for.
      if (result.ok || result.error.kind !== "network") return result;
      if (!settled) throw result.error.reason();
      if (!(settled instanceof CaseCommentsError)) return { ok: true, data: { ...settled }, callId };
      return { ok: false, error: withCallId(copyOf(settled), callId) as AddCommentError };
    },
  };
}

/** An id that is the same in every run. */
const fakeId = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;

const created = (index: number): CreatedComment => ({
  commentId: fakeId(index),
  createdAt: new Date().toISOString(),
});

const noOutcome = () =>
  new TypeError("An outcome is { commentId, createdAt }, an error from createError, or a function");

function isSettled(outcome: unknown): outcome is Settled {
  if (outcome instanceof CaseCommentsError) return true;
  const { commentId, createdAt } = (outcome ?? {}) as Partial<Record<keyof CreatedComment, unknown>>;
  return typeof commentId === "string" && commentId !== "" && typeof createdAt === "string";
}

async function sentComment(body: OneShotBody | undefined): Promise<SentComment> {
  let json = "";
  // A chunk holds whole texts, or base64 text, so none ends within a character.
  for (let chunk = await body?.next(); chunk; chunk = await body?.next()) json += decodeText(chunk);
  const { action: _, communication, ...beside }: AddCommentBody = JSON.parse(json);
  return { ...communication, ...beside };
}

/** Every call has an error of its own. */
function copyOf(error: CaseCommentsError): CaseCommentsError {
  const { callId: _, ...shown } = error;
  // An id that looks like none is there, but not shown.
  const facts = "commentId" in error ? { ...shown, commentId: error.commentId } : shown;
  const secrets = {
    text: error.responseBody(),
    headers: { get: (name: string) => error.responseHeader(name) ?? null },
    reason: error.reason(),
  };
  return callError(facts, secrets, error.message);
}
