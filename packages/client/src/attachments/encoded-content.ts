import { type Content, ContentError } from "./attachment.ts";
import { base64Length, blockBytes, encodeBase64 } from "./base64.ts";

/**
 * Content that is encoded while it is read, block by block, so that memory stays the same
 * whatever the size.
 *
 * @param size in bytes, before the encoding
 * @param open gives the bytes from the beginning, each time it is called
 */
export function encodedContent(
  size: number,
  open: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Content {
  return { length: base64Length(size), read: () => encode(size, open()) };
}

async function* encode(size: number, chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>) {
  const block = new Uint8Array(Math.min(size, blockBytes));
  let filled = 0;
  let total = 0;
  for await (const chunk of chunks) {
    total += chunk.length;
    if (total > size) throw new ContentError("size");
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + block.length - filled);
      at += part.length;
      if (part.length === block.length) {
        yield encodeBase64(part);
        continue;
      }
      block.set(part, filled);
      filled += part.length;
      if (filled === block.length) {
        yield encodeBase64(block);
        filled = 0;
      }
    }
  }
  if (total < size) throw new ContentError("size");
  if (filled > 0) yield encodeBase64(block.subarray(0, filled));
}
