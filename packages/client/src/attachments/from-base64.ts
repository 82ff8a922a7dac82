import { type Attachment, type AttachmentOptions, createAttachment } from "./attachment.ts";

const chunkLength = 512 * 1024;

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
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
    return createAttachment(options, "base64");
  }
  return createAttachment(options, { length: text.length, read: () => chunks(text) });
}

function* chunks(text: string) {
  const encoder = new TextEncoder();
  for (let at = 0; at < text.length; at += chunkLength)
    yield encoder.encode(text.slice(at, at + chunkLength));
}
