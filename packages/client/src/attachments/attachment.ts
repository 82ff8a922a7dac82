import type { AddCommentBody, DeepReadonly, Without } from "../contract-types.ts";
import type { IssueCode } from "../issue.ts";

type Fields = NonNullable<AddCommentBody["communication"]["attachments"]>[number];

/** The fields that the contract leaves open and we don't: visibility is never a default. */
export const stated = ["isPHI", "isRestricted"] as const satisfies readonly (keyof Fields)[];
type Stated = Required<Pick<Fields, (typeof stated)[number]>>;

/** How a file that travels with a comment is shown. */
export interface AttachmentOptions extends DeepReadonly<Without<Fields, "content" | keyof Stated> & Stated> {}

/** Where the base64 text of an attachment comes from. */
export interface Content {
  /** In bytes of base64 text. */
  readonly length: number;
  /** Reads from the beginning, each time it is called; throws a `ContentError` if it can't. */
  read(): Iterator<Uint8Array> | AsyncIterator<Uint8Array>;
}

/** Why a content can't be sent, by the code of the issue. */
export class ContentError extends Error {
  readonly code: IssueCode;

  constructor(code: IssueCode) {
    super("The content of an attachment can't be sent");
    this.code = code;
  }
}

export interface AttachmentParts {
  readonly options: AttachmentOptions;
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

/** An attachment; a fault of its options or its content is reported by the call that sends it. */
export function createAttachment(options: AttachmentOptions, content: Content | IssueCode): Attachment {
  // A copy, because the caller's object may be another attachment's a moment later.
  return new Attachment({ options: { ...options }, content });
}
