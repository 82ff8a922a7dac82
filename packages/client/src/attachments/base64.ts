/** How many bytes are encoded into one chunk; a multiple of 3, so that no padding is inside. */
export const blockBytes = 384 * 1024;

// A string of 64 kB is short-lived; one for a whole block would have to be collected at length.
const sliceBytes = 48 * 1024;

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The length of the padded base64 text of so many bytes. */
export const base64Length = (bytes: number): number => Math.ceil(bytes / 3) * 4;

/**
 * The base64 text of some bytes, as ASCII in an array of its own.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4648#section-4
 */
export function encodeBase64(bytes: Uint8Array): Uint8Array {
  return typeof Buffer === "function" ? encodeWithBuffer(bytes) : encodeWithTable(bytes);
}

function encodeWithBuffer({ buffer, byteOffset, length }: Uint8Array): Uint8Array {
  const text = Buffer.allocUnsafeSlow(base64Length(length));
  let written = 0;
  for (let at = 0; at < length; at += sliceBytes) {
    const slice = Buffer.from(buffer, byteOffset + at, Math.min(sliceBytes, length - at));
    written += text.write(slice.toString("base64"), written, "latin1");
  }
  return text;
}

/** For runtimes without `Buffer`. */
export function encodeWithTable(bytes: Uint8Array): Uint8Array {
  const text = new Uint8Array(base64Length(bytes.length)).fill(61);
  const at = (index: number) => bytes[index] ?? 0;
  for (let from = 0, to = 0; from < bytes.length; from += 3, to += 4) {
    const triple = (at(from) << 16) | (at(from + 1) << 8) | at(from + 2);
    for (let sextet = 0; sextet < Math.min(4, bytes.length - from + 1); sextet++) {
      text[to + sextet] = alphabet.charCodeAt((triple >> (18 - 6 * sextet)) & 63);
    }
  }
  return text;
}
