/**
 * Attachments from files, for Node, Bun and Deno.
 *
 * @example
 * import { fromFile } from "@case-comments/client/node";
 * await fromFile("scan.pdf", { isPHI: true, isRestricted: false });
 */
import { access, constants, open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { Attachment, AttachmentOptions } from "./attachments/attachment.ts";
import { blockBytes } from "./attachments/base64.ts";
import { createAttachment } from "./attachments/branded-attachment.ts";
import { encodedContent } from "./attachments/encoded-content.ts";

export interface FileOptions extends Omit<AttachmentOptions, "fileName"> {
  /** The last part of the path, unless given. */
  readonly fileName?: string;
}

/** A file that can't be attached. Its message is constant: a path can hold a patient's name. */
export class FileError extends Error {
  /** The system's code, such as `ENOENT`; `ENOTFILE` for what is not a regular file. */
  readonly code: string;

  constructor(code: string) {
    super("The file can't be read");
    this.code = code;
  }

  static {
    Object.defineProperty(FileError.prototype, "name", { value: "FileError" });
  }
}

/**
 * An attachment from a file. It is read while it is sent, so memory stays the same whatever the
 * size; if its size has changed by then, the call fails before it is complete.
 *
 * @throws {FileError} if there is no such file, or it may not be read
 *
 * @example
 * await fromFile("scan.pdf", { isPHI: true, isRestricted: false });
 */
export async function fromFile(path: string | URL, options: FileOptions): Promise<Attachment> {
  const size = await sizeOf(path);
  const fileName = options.fileName ?? basename(path instanceof URL ? fileURLToPath(path) : path);
  return createAttachment(
    { ...options, fileName },
    encodedContent(size, () => blocks(path)),
  );
}

async function sizeOf(path: string | URL): Promise<number> {
  const stats = await stat(path).catch(fail);
  // Opening a pipe could wait for ever, and nobody knows its size.
  if (!stats.isFile()) throw new FileError("ENOTFILE");
  await access(path, constants.R_OK).catch(fail);
  return stats.size;
}

function fail({ code }: { code: string }): never {
  throw new FileError(code);
}

async function* blocks(path: string | URL) {
  const file = await open(path);
  try {
    const block = new Uint8Array(blockBytes);
    for (;;) {
      const { bytesRead } = await file.read(block, 0, block.length);
      if (bytesRead === 0) return;
      yield block.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
