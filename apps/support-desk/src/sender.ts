import type { CaseCommentsClient, NewComment } from "@case-comments/client";
import { fromFile } from "@case-comments/client/node";
import { fingerprintOf, keptEvent } from "@case-comments/client/settle";
import { readWebhook } from "@case-comments/client/webhook";
import type { DraftFiles } from "./files.ts";
import type { Accepted, Ledger, ReceivedEvent } from "./ledger.ts";
import type { Progress } from "./wire.ts";

/** The ledger holds the words themselves, so there is nothing that a secret could hide in their hash. */
const fingerprintKey = "support-desk";

export type Sender = ReturnType<typeof createSender>;

/**
 * Makes the calls that the ledger has promised, one for each promise, and settles them by events.
 *
 * @param changed hears of every case in whose thread something has changed
 */
export function createSender(
  cases: CaseCommentsClient,
  ledger: Ledger,
  files: DraftFiles,
  changed: (caseId: string) => void,
) {
  const waiting: (() => Promise<void>)[] = [];
  /** How many calls there may be at once, so that memory has a bound. */
  let maxCalls = 8;
  const calls = new Map<string, { abort: AbortController; progress?: Progress }>();
  const underWay = new Set<Promise<void>>();

  async function commentOf({ author, content, folder }: Omit<Accepted, "fingerprint">): Promise<NewComment> {
    const { text, isRestricted, taggedUsers } = content;
    const attachments = content.files.map(({ n, fileName, isPHI, isRestricted }) =>
      fromFile(files.pathOf(folder, n), { fileName, isPHI, isRestricted }),
    );
    return { text, isRestricted, taggedUsers, author, attachments: await Promise.all(attachments) };
  }

  function enqueue(accepted: Accepted, headers: Record<string, string> = {}): void {
    changed(accepted.caseId);
    waiting.push(() => call(accepted, headers));
    next();
  }

  function next(): void {
    const begin = calls.size < maxCalls ? waiting.shift() : undefined;
    const ended = begin?.().finally(() => {
      underWay.delete(ended as Promise<void>);
      next();
    });
    if (ended) underWay.add(ended);
  }

  async function call(accepted: Accepted, headers: Record<string, string>): Promise<void> {
    const { id, caseId, folder, fingerprint } = accepted;
    const state: { abort: AbortController; progress?: Progress } = { abort: new AbortController() };
    calls.set(id, state);
    try {
      const comment = await commentOf(accepted).catch(() => undefined);
      if (!comment) ledger.drop(id, "filesGone");
      if (!comment || !ledger.begin(id)) return;
      const onProgress = (progress: Progress) => {
        state.progress = progress;
        changed(caseId);
      };
      const result = await cases.addComment(caseId, comment, {
        signal: state.abort.signal,
        onProgress,
        headers,
      });
      ledger.end(id, result);
      if (result.ok || result.error.delivery === "rejected") await files.remove(folder);
    } finally {
      calls.delete(id);
      // Its event may have come before the verdict.
      settle(fingerprint);
      changed(caseId);
    }
  }

  function settle(fingerprint: string): void {
    for (const id of ledger.settle(fingerprint)) {
      const found = ledger.find(id);
      // Whatever was sent instead still needs them.
      if (found && !found.isSentAgain) void files.remove(found.folder);
    }
  }

  return {
    /**
     * Accepts a draft, and sends it. Nothing happens if it has been accepted before.
     *
     * @throws {FileError} if one of its files isn't here
     */
    async send(draft: Omit<Accepted, "fingerprint">, headers: Record<string, string>): Promise<void> {
      const fingerprint = await fingerprintOf(draft.caseId, await commentOf(draft), fingerprintKey);
      if (ledger.accept({ ...draft, fingerprint })) enqueue({ ...draft, fingerprint }, headers);
    },

    /** Sends once more what was not sent, or may have been. */
    sendAgain(id: string, insteadOf: Accepted): void {
      if (ledger.acceptAgain(id, insteadOf.id)) enqueue({ ...insteadOf, id });
    },

    /** Ends a call. What became of its comment, the verdict says. */
    cancel(id: string): void {
      const call = calls.get(id);
      if (call) call.abort.abort();
      else ledger.drop(id, "aborted");
    },

    /** How much of a comment its connection has taken. */
    progressOf: (id: string) => calls.get(id)?.progress,

    /** Takes an event, settles what it says something about, and gives the status to answer with. */
    async receive(rawBody: Uint8Array, signature: string | undefined, secret: string): Promise<204 | 401> {
      const webhook = await readWebhook(rawBody, signature, secret);
      if (webhook.kind === "forged") return 401;
      const caseId = webhook.kind === "comment" ? webhook.event.payload.case?.id : undefined;
      if (webhook.kind !== "comment" || typeof caseId !== "string") return 204;
      const kept = await keptEvent(webhook.event, fingerprintKey);
      // On disk before it is matched: it may come before the answer.
      ledger.keep({ ...shownOf(webhook.comment), caseId, ...kept });
      if (kept) settle(kept.fingerprint);
      changed(caseId);
      return 204;
    },

    /** Waits for the calls that are under way, and ends those that take longer. */
    async stop(graceMs: number): Promise<void> {
      maxCalls = 0;
      const timer = setTimeout(() => calls.forEach(({ abort }) => void abort.abort()), graceMs);
      await Promise.all(underWay);
      clearTimeout(timer);
    },
  };
}

type Comment = Extract<Awaited<ReturnType<typeof readWebhook>>, { kind: "comment" }>["comment"];

/** What is shown of an event. Only its id is certain to be there. */
function shownOf({
  id,
  text,
  isRestricted,
  createdAt,
  author,
  attachments,
}: Comment): Omit<ReceivedEvent, "caseId"> {
  const attached = (Array.isArray(attachments) ? attachments : []).map((file, n) => {
    const { fileName, isPHI, isRestricted } = file ?? {};
    return {
      n,
      size: 0,
      fileName: String(fileName ?? ""),
      isPHI: isPHI === true,
      isRestricted: isRestricted === true,
    };
  });
  const { email, firstName, lastName } = author ?? {};
  return {
    commentId: id,
    createdAt: Date.parse(String(createdAt)) || Date.now(),
    author: {
      email: String(email ?? ""),
      firstName: String(firstName ?? ""),
      lastName: String(lastName ?? ""),
    },
    content: {
      text: String(text ?? ""),
      isRestricted: isRestricted === true,
      taggedUsers: [],
      files: attached,
    },
  };
}
