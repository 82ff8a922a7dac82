import { text as readAll } from "node:stream/consumers";
import { type AddCommentResult, type Attachment, createClient, type NewComment } from "@case-comments/client";
import { fromFile } from "@case-comments/client/node";
import type { AddCommand } from "./command-line.ts";
import { uploadProgress } from "./upload-progress.ts";

/** What kept the command from calling at all. Nothing was sent. */
export class NotSent extends Error {
  override name = "NotSent";
}

/**
 * Posts the comment that the command line describes.
 *
 * @throws {NotSent} if a file can't be read, or standard input ends before its text does
 * @throws {TypeError} if the address or the key can't be used
 */
export async function add(
  command: AddCommand,
  apiKey: string,
  signal: AbortSignal,
): Promise<AddCommentResult> {
  const { caseId, isRestricted, author, webhookNotify, timeout } = command;
  const client = createClient({ apiKey, ...command.target });
  const attachments = await Promise.all(command.attachments.map(attach));
  const text = command.text === "-" ? (await readAll(process.stdin)).replace(/\n$/, "") : command.text;
  const taggedUsers = command.tags.map((email) => ({ email }));
  const comment: NewComment = {
    text,
    isRestricted,
    author,
    webhookNotify,
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(taggedUsers.length > 0 ? { taggedUsers } : {}),
  };
  const progress = uploadProgress(process.stderr);
  const result = await client.addComment(caseId, comment, { signal, timeout, onProgress: progress.show });
  progress.clear();
  return result;
}

async function attach(
  { file, ...options }: AddCommand["attachments"][number],
  index: number,
): Promise<Attachment> {
  try {
    return await fromFile(file, options);
  } catch (error) {
    // The name of a file can say who the patient is, so only its place is told.
    const code = (error as NodeJS.ErrnoException).code ?? "unreadable";
    throw new NotSent(`attachment ${index + 1} can't be read (${code})`);
  }
}
