import { blockBytes } from "../base64.ts";
import { type Attachment, type AttachmentOptions, createAttachment } from "./attachment.ts";
import { encodedContent } from "./encoded-content.ts";

/**
 * An attachment from a `Blob`, or from a `File`, whose name it takes unless another is given.
 *
 * @example
 * fromBlob(form.get("scan") as File, { isPHI: true, isRestricted: false });
 */
export function fromBlob(
  blob: Blob & { readonly name: string },
  options: Omit<AttachmentOptions, "fileName"> & { readonly fileName?: string },
): Attachment;
export function fromBlob(blob: Blob, options: AttachmentOptions): Attachment;
export function fromBlob(
  blob: Blob & { readonly name?: string },
  { fileName = blob?.name, ...options }: Omit<AttachmentOptions, "fileName"> & { readonly fileName?: string },
): Attachment {
  const isBlob = typeof blob?.slice === "function" && typeof blob.size === "number";
  const content = isBlob ? encodedContent(blob.size, () => slices(blob)) : "type";
  return createAttachment({ ...options, fileName: fileName as string }, content);
}

async function* slices(blob: Blob) {
  for (let at = 0; at < blob.size; at += blockBytes) {
    yield new Uint8Array(await blob.slice(at, at + blockBytes).arrayBuffer());
  }
}
