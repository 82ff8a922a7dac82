import type { Content } from "./attachment.ts";
import { base64Length, blockBytes, encodeBase64 } from "./base64.ts";
import { type ByteSource, endSource } from "./byte-source.ts";
import { ContentError } from "./content-error.ts";

/** Whether a value is bytes. Not `instanceof`: test runners give every file a `Uint8Array` of its own. */
export const isBytes = (value: unknown): value is Uint8Array =>
  ArrayBuffer.isView(value) && (value as Uint8Array).BYTES_PER_ELEMENT === 1;

/**
 * Content that is encoded while it is read, block by block, so that memory stays the same
 * whatever the size.
 *
 * @param size in bytes, before the encoding
 * @param open gives the bytes from the beginning, each time it is called
 */
export function encodedContent(size: number, open: () => ByteSource): Content {
  return {
    length: base64Length(size),
    read() {
      const source = open();
      const encoded = encode(size, source);
      return {
        next: () => encoded.next(),
        async return() {
          // The generator would wait for the piece that it has asked for, which may never come.
          endSource(source);
          return { done: true, value: undefined };
        },
      };
    },
  };
}

async function* encode(size: number, source: ByteSource) {
  const block = new Uint8Array(Math.min(size, blockBytes));
  let filled = 0;
  let total = 0;
  try {
    for (;;) {
      const { done, value: chunk } = await source.next();
      if (done) break;
      if (!isBytes(chunk)) throw new ContentError("type");
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
  } finally {
    endSource(source);
  }
  if (total < size) throw new ContentError("size");
  if (filled > 0) yield encodeBase64(block.subarray(0, filled));
}
