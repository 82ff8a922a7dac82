import type { AddCommentBody, DeepReadonly, Without } from "../contract-types.ts";
import type { IssueCode } from "../issue.ts";
import type { ByteSource } from "./byte-source.ts";

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
  /** Reads from the beginning, each time it is called; throws an error with an `issueCode` if it can't. */
  read(): ByteSource;
}

export interface AttachmentParts {
  readonly options: AttachmentOptions;
  /** The content, or why there is none. */
  readonly content: Content | IssueCode;
}

/** By this an attachment is known that another copy of this package made. */
export const brand = Symbol.for("@case-comments/client/attachment/1");

/**
 * A file that travels with a comment. It shows nothing of itself, so it can be logged; it can be
 * used for any number of calls.
 */
export interface Attachment {
  readonly [Symbol.toStringTag]: "Attachment";
}

/** What an attachment is made of, or `undefined` if the value is not one. */
export const partsOf = (attachment: unknown): AttachmentParts | undefined =>
  (attachment as { [brand]?(): AttachmentParts } | null | undefined)?.[brand]?.();
