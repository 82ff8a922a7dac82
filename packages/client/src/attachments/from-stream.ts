import { type Attachment, type AttachmentOptions, createAttachment } from "./attachment.ts";
import { encodedContent } from "./encoded-content.ts";

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
  return createAttachment(options, isValid ? encodedContent(size, () => iterable(open())) : "type");
}

function iterable(source: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return Symbol.asyncIterator in source ? source : chunks(source);
}

/** For runtimes whose streams are not iterable. */
async function* chunks(stream: ReadableStream<Uint8Array>) {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}
