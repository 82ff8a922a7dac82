/**
 * What to do when nobody knows whether a comment exists: every call is on record before it is made,
 * and settled by its answer or by the webhook event that arrives. What neither of them settles is
 * for a person to decide; nothing here sends a comment a second time.
 */
import type { AddCommentResult, CaseCommentsClient, NewComment } from "@case-comments/client";
import { fingerprintOf, type KeptCall, type KeptEvent, keptEvent } from "@case-comments/client/settle";
import { readWebhook } from "@case-comments/client/webhook";

/** Your database. What a method promises is on disk when it resolves. */
export interface CallStore {
  add(call: KeptCall): Promise<void>;
  /** The verdict on a call. */
  end(id: string, result: AddCommentResult): Promise<void>;
  /**
   * Turns every call that is still open into an unknown one, and settles what can be settled. For
   * the start of your program, before it posts anything.
   */
  recover(): Promise<void>;
  /** Keeps an event, unless it is there already. */
  keep(event: KeptEvent): Promise<void>;
  /** Settles what can be settled of the calls with a fingerprint, all at once. */
  settle(fingerprint: string): Promise<void>;
}

/** Two secrets of yours. */
export interface Keys {
  readonly webhook: string;
  readonly fingerprint: string;
}

/**
 * Posts a comment that is on record before its first byte is sent. It rejects only if nothing was
 * sent; what becomes of the record afterwards takes nothing from the answer.
 */
export async function post(
  cases: CaseCommentsClient,
  store: CallStore,
  { fingerprint: key }: Keys,
  caseId: string,
  comment: NewComment,
): Promise<AddCommentResult> {
  const id = crypto.randomUUID();
  const fingerprint = await fingerprintOf(caseId, comment, key);
  await store.add({ id, fingerprint, began: Date.now(), state: "open" });
  const result = await cases.addComment(caseId, comment);
  try {
    await store.end(id, result);
    // Its event may have come before the verdict, or waited for it.
    await store.settle(fingerprint);
  } catch (reason) {
    // Whoever saw this call fail might post the comment again. Its record is open until `recover`.
    process.emitWarning("The verdict on a call was not kept", { detail: String(reason) });
  }
  return result;
}

/**
 * Receives a webhook, and settles the calls that it says something about.
 *
 * @returns the HTTP status to answer with
 */
export async function receive(
  store: CallStore,
  { webhook: secret, fingerprint: key }: Keys,
  rawBody: Uint8Array,
  signature: string | null,
): Promise<204 | 401> {
  const webhook = await readWebhook(rawBody, signature, secret);
  if (webhook.kind === "forged") return 401;
  const event = webhook.kind === "comment" ? await keptEvent(webhook.event, key) : undefined;
  if (event) {
    await store.keep(event);
    await store.settle(event.fingerprint);
  }
  return 204;
}
