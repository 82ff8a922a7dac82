import { base64 } from "../generated/formats.gen.ts";
import { encodeText } from "../text-codec.ts";
import type { Attachment, AttachmentOptions } from "./attachment.ts";
import { blockBytes } from "./base64.ts";
import { createAttachment } from "./branded-attachment.ts";
import { bytesOf } from "./byte-source.ts";
import { encodedContent, isBytes } from "./encoded-content.ts";

/**
 * An attachment from bytes in memory. They are not copied: leave them as they are until the
 * call is over.
 *
 * @example
 * fromBytes(pdf, { fileName: "lab-results.pdf", isPHI: true, isRestricted: false });
 */
export function fromBytes(bytes: Uint8Array, options: AttachmentOptions): Attachment {
  const content = isBytes(bytes) ? encodedContent(bytes.length, () => [bytes].values()) : "type";
  return createAttachment(options, content);
}

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
  given: Omit<AttachmentOptions, "fileName"> & { readonly fileName?: string },
): Attachment {
  // Of what can't be sent, JavaScript may give nothing at all; the call will say so.
  const { fileName = blob?.name, ...options } = given ?? {};
  const isBlob = typeof blob?.slice === "function" && typeof blob.size === "number";
  const content = isBlob ? encodedContent(blob.size, () => slices(blob)) : "type";
  return createAttachment({ ...options, fileName: fileName as string }, content);
}

async function* slices(blob: Blob) {
  for (let at = 0; at < blob.size; at += blockBytes) {
    yield new Uint8Array(await blob.slice(at, at + blockBytes).arrayBuffer());
  }
}

/**
 * An attachment from text that is base64 already: padded, without line breaks, not base64url.
 *
 * @example
 * fromBase64("JVBERi0xLjQK", { fileName: "lab-results.pdf", isPHI: true, isRestricted: false });
 *
 * @see https://www.rfc-editor.org/rfc/rfc4648#section-4
 */
export function fromBase64(text: string, options: AttachmentOptions): Attachment {
  if (typeof text !== "string") return createAttachment(options, "type");
  if (!base64(text)) return createAttachment(options, "base64");
  return createAttachment(options, { length: text.length, read: () => encodedText(text) });
}

const chunkLength = 512 * 1024;

function* encodedText(text: string) {
  for (let at = 0; at < text.length; at += chunkLength) yield encodeText(text.slice(at, at + chunkLength));
}

/**
 * An attachment from a stream of bytes whose size is known. Memory stays the same whatever the
 * size.
 *
 * @param open opens the stream from its beginning; called once for each attempt
 * @param size in bytes; a stream that holds more or less fails the call before it is complete
 *
 * @example
 * fromStream(() => bucket.openDownloadStream(id), size, { fileName, isPHI: true, isRestricted: false });
 */
export function fromStream(
  open: () => ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>,
  size: number,
  options: AttachmentOptions,
): Attachment {
  const isValid = typeof open === "function" && Number.isSafeInteger(size) && size >= 0;
  return createAttachment(options, isValid ? encodedContent(size, () => bytesOf(open())) : "type");
}
