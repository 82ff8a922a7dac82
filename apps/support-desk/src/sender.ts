import type { CaseCommentsClient, NewComment, Progress } from "@case-comments/client";
import { fromFile } from "@case-comments/client/node";
import { fingerprintOf, keptEvent } from "@case-comments/client/settle";
import { readWebhook } from "@case-comments/client/webhook";
import pLimit from "p-limit";
import * as v from "valibot";
import type { DraftFiles } from "./files.ts";
import type { Accepted, Ledger } from "./ledger.ts";
import type { Entry, FileFacts } from "./wire.ts";

/** The ledger holds the words themselves, so there is nothing that a secret could hide in their hash. */
const fingerprintKey = "support-desk";

const text = v.fallback(v.string(), "");
const isTrue = v.fallback(v.boolean(), false);
const nobody = { email: "", firstName: "", lastName: "" };
/** What is shown of an event, of which only the id is certain to be there. */
const shown = v.object({
  text,
  isRestricted: v.fallback(v.nullable(v.boolean()), null),
  createdAt: v.fallback(v.pipe(v.string(), v.transform(Date.parse), v.number()), Date.now),
  author: v.fallback(v.object({ email: text, firstName: text, lastName: text }), nobody),
  attachments: v.fallback(v.array(v.object({ fileName: text, isPHI: isTrue, isRestricted: isTrue })), []),
});

/** A call that waits or is under way. */
type Call = { abort: AbortController; progress?: Progress; ended?: Promise<void> };

export type Sender = ReturnType<typeof createSender>;

/** Makes the calls that the ledger has promised, one for each promise, and settles them by events. */
export function createSender(cases: CaseCommentsClient, ledger: Ledger, files: DraftFiles) {
  /** Calls beyond these wait, so that memory has a bound. */
  const limit = pLimit(8);
  const calls = new Map<string, Call>();
  const threads = new Map<string, { json: string; promise: Promise<void>; resolve: () => void }>();
  let isStopped = false;

  function changed(caseId: string): void {
    threads.get(caseId.toLowerCase())?.resolve();
    threads.delete(caseId.toLowerCase());
  }

  async function commentOf({ content, folder }: Omit<Accepted, "fingerprint">): Promise<NewComment> {
    const { files: uploaded, ...written } = content;
    const open = ({ n, size, ...facts }: FileFacts) => fromFile(files.pathOf(folder, n), facts);
    return { ...written, attachments: await Promise.all(uploaded.map(open)) };
  }

  function enqueue(accepted: Accepted, headers: Record<string, string> = {}): void {
    const call: Call = { abort: new AbortController() };
    calls.set(accepted.id, call);
    changed(accepted.caseId);
    call.ended = limit(make, accepted, headers, call).finally(() => {
      calls.delete(accepted.id);
      // Its event may have come before the verdict.
      settle(accepted.fingerprint);
      changed(accepted.caseId);
    });
  }

  async function make(accepted: Accepted, headers: Record<string, string>, call: Call): Promise<void> {
    const { id, caseId, folder } = accepted;
    if (isStopped) return;
    const comment = await commentOf(accepted).catch(() => undefined);
    if (!comment) ledger.move(id, "accepted", "not-sent", { kind: "filesGone" });
    if (!comment || !ledger.move(id, "accepted", "calling")) return;
    changed(caseId);
    const onProgress = (progress: Progress) => {
      call.progress = progress;
      changed(caseId);
    };
    const options = { signal: call.abort.signal, onProgress, headers };
    const result = await cases.addComment(caseId, comment, options);
    const error = result.ok ? { kind: "invalidResponse", delivery: "unknown" as const } : result.error;
    if (!result.ok || !ledger.create(id, result.data.commentId, false))
      ledger.move(id, "calling", error.delivery, error);
    release(folder);
  }

  function settle(fingerprint: string): void {
    for (const id of ledger.settle(fingerprint)) release(ledger.find(id)?.folder ?? "");
  }

  function release(folder: string): void {
    if (folder && !ledger.needsFiles(folder)) void files.remove(folder);
  }

  for (const fingerprint of ledger.recover()) settle(fingerprint);

  return {
    /** Has everybody look at a thread again. */
    changed,

    /** Deletes the files of a draft, unless some of it may still be sent. */
    release,

    /** Accepts a draft once, and sends it. Gives whether its files are here. */
    async send(draft: Omit<Accepted, "fingerprint">, headers: Record<string, string>): Promise<boolean> {
      const comment = await commentOf(draft).catch(() => undefined);
      if (!comment) return false;
      const accepted = { ...draft, fingerprint: await fingerprintOf(draft.caseId, comment, fingerprintKey) };
      if (ledger.accept(accepted)) enqueue(accepted, headers);
      return true;
    },

    /** Sends once more what was not sent, or may have been. */
    sendAgain(id: string, insteadOf: Accepted): void {
      if (ledger.accept({ ...insteadOf, id }, insteadOf.id)) enqueue({ ...insteadOf, id });
    },

    /** Ends a call. What became of its comment, the verdict says. */
    cancel({ id, caseId }: Accepted): void {
      calls.get(id)?.abort.abort();
      // One that waits need not wait for its turn to say so.
      if (ledger.move(id, "accepted", "not-sent", { kind: "aborted" })) changed(caseId);
    },

    /** The thread of a case as JSON, made once for all who look at it, and a promise of its next change. */
    threadOf(caseId: string) {
      const withProgress = (entry: Entry) => ({ ...entry, progress: calls.get(entry.id)?.progress });
      const json = () => JSON.stringify(ledger.thread(caseId).map(withProgress));
      const thread = threads.get(caseId.toLowerCase()) ?? { json: json(), ...Promise.withResolvers<void>() };
      threads.set(caseId.toLowerCase(), thread);
      return { json: thread.json, change: thread.promise };
    },

    /** Takes an event, settles what it says something about, and gives the status to answer with. */
    async receive(rawBody: Uint8Array, signature: string | undefined, secret: string): Promise<204 | 401> {
      const webhook = await readWebhook(rawBody, signature, secret);
      if (webhook.kind === "forged") return 401;
      const caseId = webhook.kind === "comment" ? webhook.event.payload.case?.id : undefined;
      // The older form may not name its case: nobody knows in which thread it belongs, and it settles nothing.
      if (webhook.kind !== "comment" || typeof caseId !== "string") return 204;
      const kept = await keptEvent(webhook.event, fingerprintKey);
      const { createdAt, attachments, ...written } = v.parse(shown, webhook.comment);
      const files = attachments.map((file, n) => ({ ...file, n, size: 0 }));
      const content = { ...written, taggedUsers: [], files };
      // On disk before it is matched: it may come before the answer.
      ledger.keep({ commentId: webhook.comment.id, caseId, createdAt, content, ...kept });
      if (kept) settle(kept.fingerprint);
      changed(caseId);
      return 204;
    },

    /** Waits for the calls that are under way, and ends those that take longer. */
    async stop(graceMs: number): Promise<void> {
      isStopped = true;
      const timer = setTimeout(() => calls.forEach(({ abort }) => void abort.abort()), graceMs);
      await Promise.all([...calls.values()].map(({ ended }) => ended));
      clearTimeout(timer);
    },
  };
}
