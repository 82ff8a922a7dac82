import type { IssueCode } from "../issue.ts";

/** How a file that travels with a comment is shown. Visibility is never a default. */
export interface AttachmentOptions {
  /** With the extension, such as `lab-results.pdf`. */
  readonly fileName: string;
  /** Whether the file holds protected health information. */
  readonly isPHI: boolean;
  /** Whether the file is for internal eyes only. */
  readonly isRestricted: boolean;
}

/** Where the base64 text of an attachment comes from. */
export interface Content {
  /** In bytes of base64 text. */
  readonly length: number;
  /** Reads from the beginning, each time it is called; throws a `ContentError` if it can't. */
  read(): Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** Why a content can't be sent, by the code of the issue. */
export class ContentError extends Error {
  readonly code: IssueCode;

  constructor(code: IssueCode) {
    super("The content of an attachment can't be sent");
    this.code = code;
  }
}

export interface AttachmentParts extends AttachmentOptions {
  /** The content, or why there is none. */
  readonly content: Content | IssueCode;
}

let read: (attachment: unknown) => AttachmentParts | undefined;

/**
 * A file that travels with a comment. It shows nothing of itself, so it can be logged; it can be
 * used for any number of calls.
 */
export class Attachment {
  readonly #parts: AttachmentParts;

  constructor(parts: AttachmentParts) {
    this.#parts = parts;
  }

  static {
    read = (attachment) =>
      typeof attachment === "object" && attachment !== null && #parts in attachment
        ? attachment.#parts
        : undefined;
  }
}

/** What an attachment is made of, or `undefined` if the value is not one. */
export const partsOf = (attachment: unknown): AttachmentParts | undefined => read(attachment);

/** An attachment; a fault of its content is reported by the call that sends it. */
export function createAttachment(
  { fileName, isPHI, isRestricted }: AttachmentOptions,
  content: Content | IssueCode,
): Attachment {
  return new Attachment({ fileName, isPHI, isRestricted, content });
}
