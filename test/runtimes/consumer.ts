/**
 * What a consumer of every entry of the package writes. Compilers read this file; nothing runs it.
 */
import {
  type AddCommentError,
  type AddCommentErrorKind,
  type CaseCommentsClient,
  CaseCommentsError,
  createClient,
  fromBase64,
  fromBlob,
  fromBytes,
  fromStream,
  type Issue,
  unwrap,
} from "@case-comments/client";
import { FileError, fromFile } from "@case-comments/client/node";
import {
  createError,
  createFakeClient,
  type FakeCall,
  type FakeClient,
  signWebhook,
} from "@case-comments/client/testing";
import { type ReceivedWebhook, readWebhook, verifyWebhook } from "@case-comments/client/webhook";

const shown = { fileName: "scan.pdf", isPHI: true, isRestricted: false };

export async function send(client: CaseCommentsClient, caseId: string): Promise<string> {
  const attachments = [
    fromBytes(new Uint8Array(1), shown),
    fromBlob(new Blob([]), shown),
    fromBlob(new File([], "scan.pdf"), { isPHI: true, isRestricted: false }),
    fromBase64("QQ==", shown),
    fromStream(() => new Blob([]).stream(), 0, shown),
    await fromFile(new URL("file:///scan.pdf"), { isPHI: true, isRestricted: false }),
  ];
  const author = { email: "rosa@clinic.example", firstName: "Rosa" };
  const result = await client.addComment(
    caseId,
    { text: "Hello", isRestricted: false, author, attachments },
    {
      signal: AbortSignal.timeout(1),
      timeout: 1,
      onProgress: ({ sentBytes, totalBytes }) => sentBytes / totalBytes,
    },
  );
  return result.ok ? result.data.commentId : what(result.error);
}

export function what(error: AddCommentError): string {
  if (error.kind === "missingRequiredField")
    return error.field satisfies "text" | "isRestricted" | "author" | "email";
  if (error.kind === "invalidInput") return error.issues.map((issue: Issue) => issue.path).join();
  if (error.kind === "caseNotFound")
    return `${error.status satisfies 404} ${error.delivery satisfies "rejected"}`;
  if ("retryAfter" in error && error.retryAfter !== undefined) return error.retryAfter.toFixed();
  // @ts-expect-error: only some kinds have issues
  return error.issues;
}

export async function caught(
  client: CaseCommentsClient,
  caseId: string,
): Promise<AddCommentErrorKind | undefined> {
  try {
    unwrap(
      await client.addComment(caseId, { text: "", isRestricted: true, author: { email: "a@b.example" } }),
    );
  } catch (error) {
    if (error instanceof FileError) return undefined;
    if (error instanceof CaseCommentsError) return error.kind;
  }
  return undefined;
}

export async function receive(body: Uint8Array, signature: string | null): Promise<string | undefined> {
  if (!(await verifyWebhook(body, signature, "secret"))) return undefined;
  const webhook: ReceivedWebhook = await readWebhook(body, signature, "secret");
  return webhook.kind === "comment" ? webhook.comment.author?.email : undefined;
}

export async function test(caseId: string, data: { commentId: string; createdAt: string }): Promise<string> {
  const cases: FakeClient = createFakeClient(
    createError("missingRequiredField", { field: "author" }),
    createError("network", { delivery: "not-sent", reason: new Error() }),
    async ({ comment }: FakeCall) => (comment.isRestricted ? data : createError("caseNotFound")),
    data,
  );
  const byHand: CaseCommentsClient = {
    addComment: async () => ({ ok: false, error: createError("timeout", { delivery: "unknown" }) }),
  };
  await Promise.all([send(cases, caseId), send(byHand, caseId)]);
  return signWebhook(cases.calls[0]?.comment.attachments?.[0]?.content ?? "", "secret");
}

// @ts-expect-error: may it exist?
createError("network");
// @ts-expect-error: a typo in an optional field
fromBytes(new Uint8Array(), { ...shown, isPhi: true });
// @ts-expect-error: visibility is never a default
fromBytes(new Uint8Array(), { fileName: "scan.pdf", isPHI: true });
// @ts-expect-error: nothing defaults to production
createClient({ apiKey: "key" });
