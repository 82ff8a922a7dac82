import type { IssueCode } from "../issue.ts";
import {
  type Attachment,
  type AttachmentOptions,
  type AttachmentParts,
  brand,
  type Content,
} from "./attachment.ts";

class BrandedAttachment implements Attachment {
  readonly #parts: AttachmentParts;

  constructor(parts: AttachmentParts) {
    this.#parts = parts;
  }

  get [Symbol.toStringTag](): "Attachment" {
    return "Attachment";
  }

  [brand](): AttachmentParts {
    return this.#parts;
  }
}

/** An attachment; a fault of its options or its content is reported by the call that sends it. */
export function createAttachment(options: AttachmentOptions, content: Content | IssueCode): Attachment {
  // A copy, because the caller's object may be another attachment's a moment later.
  return new BrandedAttachment({ options: { ...options }, content });
}
