/**
 * What to do when nobody knows whether a comment exists: every call is stored before it is made,
 * and settled by its answer or by the webhook event that arrives. What neither of them settles is
 * for a person to decide; nothing here sends a comment a second time.
 */
import type { CaseCommentsClient, NewComment } from "@case-comments/client";
import { type CaseComment, readWebhook } from "@case-comments/client/webhook";

export type CallState = "open" | "unknown" | "created" | "failed";

export interface StoredCall {
  id: string;
  caseId: string;
  comment: NewComment;
  state: CallState;
  commentId?: string;
}

/** Your database. What a method promises is written when it resolves. */
export interface CallStore {
  add(call: StoredCall): Promise<void>;
  /** Changes a call, unless it is `created` already: no later news can undo that. */
  settle(id: string, state: CallState, commentId?: string): Promise<void>;
  withState(...states: CallState[]): Promise<StoredCall[]>;
}

/** Posts a comment that is on record before its first byte is sent. */
export async function post(
  cases: CaseCommentsClient,
  store: CallStore,
  caseId: string,
  comment: NewComment,
): Promise<void> {
  const id = crypto.randomUUID();
  await store.add({ id, caseId, comment, state: "open" });
  const result = await cases.addComment(caseId, comment);
  if (result.ok) await store.settle(id, "created", result.data.commentId);
  else await store.settle(id, result.error.delivery === "unknown" ? "unknown" : "failed");
}

/** Call this when your program starts: a call that is still open is one whose answer nobody saw. */
export async function recover(store: CallStore): Promise<void> {
  for (const { id } of await store.withState("open")) await store.settle(id, "unknown");
}

/**
 * Receives a webhook, and settles the call it belongs to. The event may arrive before the answer,
 * so open calls count, too. Two calls with the same words can't be told apart: they stay as they are.
 *
 * @returns the HTTP status to answer with
 */
export async function receive(
  store: CallStore,
  rawBody: Uint8Array,
  signature: string | null,
  secret: string,
): Promise<200 | 401> {
  const webhook = await readWebhook(rawBody, signature, secret);
  if (webhook.kind === "forged") return 401;
  if (webhook.kind === "other") return 200;
  const arrived = webhook.comment;
  const created = await store.withState("created");
  // The signature has no time stamp, so an old event may be sent again.
  if (created.some(({ commentId }) => commentId === arrived.id)) return 200;
  const [call, ...others] = (await store.withState("open", "unknown")).filter(({ comment }) =>
    isSame(comment, arrived),
  );
  if (call && others.length === 0) await store.settle(call.id, "created", arrived.id);
  return 200;
}

function isSame(comment: NewComment, event: CaseComment): boolean {
  return (
    comment.text === event.text &&
    comment.isRestricted === event.isRestricted &&
    comment.author.email.toLowerCase() === event.author?.email?.toLowerCase()
  );
}
