import { type Attachment, type AttachmentOptions, createAttachment } from "./attachment.ts";
import { encodedContent } from "./encoded-content.ts";

/**
 * An attachment from bytes in memory. They are not copied: leave them as they are until the
 * call is over.
 *
 * @example
 * fromBytes(pdf, { fileName: "lab-results.pdf", isPHI: true, isRestricted: false });
 */
export function fromBytes(bytes: Uint8Array, options: AttachmentOptions): Attachment {
  // Not `instanceof`: test runners give every file a `Uint8Array` of its own.
  const isBytes = ArrayBuffer.isView(bytes) && bytes.BYTES_PER_ELEMENT === 1;
  return createAttachment(options, isBytes ? encodedContent(bytes.length, () => [bytes]) : "type");
}
