import { stat } from "node:fs/promises";
import {
  type AddCommentResult,
  type CaseCommentsClient,
  type ClientOptions,
  createClient,
  type NewComment,
} from "@case-comments/client";
import { FileError, fromFile } from "@case-comments/client/node";
import { type AttachmentArgument, attachmentList } from "./attachment-argument.ts";
import type { AddCommand, Target } from "./command-line.ts";
import { commentText, textOfFile } from "./text-input.ts";
import { uploadProgress } from "./upload-progress.ts";
import { UsageProblem } from "./usage-problem.ts";

/** A comment that is ready to be sent. Until it is, nothing is. */
export interface PreparedCall {
  readonly comment: NewComment;
  /** Where each attachment was given. */
  readonly places: readonly string[];
  /** Milliseconds. */
  readonly timeout: number;
  send(signal: AbortSignal): Promise<AddCommentResult>;
}

/**
 * Reads everything that the command line names.
 *
 * @throws {UsageProblem} if something of it can't be used
 * @throws {Error} if the signal aborts before the text has come
 */
export async function prepare(
  command: AddCommand,
  apiKey: string | undefined,
  signal: AbortSignal,
): Promise<PreparedCall> {
  const client = clientFor(command.target, apiKey);
  const listed = command.attachmentList
    ? attachmentList(await textOfFile(command.attachmentList, "--attach-list"))
    : [];
  const files = [...command.attachments, ...listed];
  const sizes = await Promise.all(files.map(sizeOf));
  const attachments = await Promise.all(files.map(attach));
  const taggedUsers = command.tags.map((email) => ({ email }));
  const { isRestricted, author, webhookNotify, caseId } = command;
  const comment: NewComment = {
    // Last, so that nobody writes a text in vain.
    text: await commentText(command.text, process.stdin, signal),
    isRestricted,
    author,
    webhookNotify,
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(taggedUsers.length > 0 ? { taggedUsers } : {}),
  };
  const size = sizes.reduce((sum, each) => sum + each, 0);
  const timeout = command.timeout ?? usualTimeout(size);
  return {
    comment,
    places: files.map(({ place }) => place),
    timeout,
    async send(signal) {
      const progress = uploadProgress(process.stderr, size);
      try {
        return await client.addComment(caseId, comment, { signal, timeout, onProgress: progress.show });
      } finally {
        progress.clear();
      }
    },
  };
}

/** Milliseconds: what an answer may take, and the upload at the speed of a bad line. */
const usualTimeout = (bytes: number): number => Math.min(Math.ceil(60_000 + bytes / 100), longestTimeout);

/** Milliseconds: the longest that a timer takes. Files that take longer are too large anyway. */
const longestTimeout = 2 ** 31 - 1;

function clientFor(target: Target, apiKey: string | undefined): CaseCommentsClient {
  if (!apiKey) throw new UsageProblem("the environment variable CV_API_KEY holds no key");
  if (!isAccepted({ apiKey, environment: "staging" })) {
    throw new UsageProblem("the environment variable CV_API_KEY holds what is no key, such as a line break");
  }
  if (!isAccepted({ apiKey, ...target })) {
    throw new UsageProblem(
      "--base-url must be an https address without user, query and fragment; plain http is for this machine alone",
    );
  }
  return createClient({ apiKey, ...target });
}

function isAccepted(options: ClientOptions): boolean {
  try {
    createClient(options);
    return true;
  } catch {
    return false;
  }
}

async function sizeOf({ file, place }: AttachmentArgument): Promise<number> {
  const stats = await stat(file).catch((error) => unreadable(place, error));
  return stats.size;
}

function attach({ file, place, ...options }: AttachmentArgument) {
  return fromFile(file, options).catch((error) => unreadable(place, error));
}

function unreadable(place: string, error: NodeJS.ErrnoException): never {
  if (error instanceof FileError && error.code === "ENOTFILE")
    throw new UsageProblem(`${place} is not a regular file`);
  throw new UsageProblem(`${place} can't be read (${error.code ?? "unreadable"})`);
}
