import { randomUUID } from "node:crypto";
import { endOfString } from "@case-comments/contract";

// As long as a file; what is shorter costs less to read twice.
const longBytes = 65_536;

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;

const utf8 = new TextDecoder("utf-8", { fatal: true });
const utf8Within = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Reads bytes as JSON in UTF-8, as `JSON.parse` reads a text. A file of 30 MB in base64 would be there three times
 * then, as bytes, in the text and as a string of its own; so long strings are read by themselves, and
 * names that nobody can have guessed stand for them in the text.
 *
 * @throws {SyntaxError | TypeError} for what is no JSON or no UTF-8; its message may quote the text
 */
export function parseJson(bytes: Uint8Array): unknown {
  if (bytes.length < longBytes) return JSON.parse(utf8.decode(bytes));
  const name = randomUUID();
  const long = new Map<string, string>();
  const rest: Uint8Array[] = [];
  let read = 0;
  for (let start = bytes.indexOf(quote) + 1; start > 0; ) {
    const end = endOfString(bytes, start);
    if (end - start >= longBytes && isPlainValue(bytes, start, end)) {
      const placeholder = `${name} ${long.size}`;
      long.set(placeholder, utf8Within.decode(bytes.subarray(start, end)));
      rest.push(bytes.subarray(read, start), Buffer.from(placeholder));
      read = end;
    }
    start = bytes.indexOf(quote, end + 1) + 1;
  }
  if (long.size === 0) return JSON.parse(utf8.decode(bytes));
  rest.push(bytes.subarray(read));
  const root = { value: JSON.parse(utf8.decode(Buffer.concat(rest))) };
  putBack(root, long);
  return root.value;
}

/** Whether a string means what it says, and doesn't name a property. */
function isPlainValue(bytes: Uint8Array, start: number, end: number): boolean {
  let next = end + 1;
  while (isSpace(bytes[next])) next += 1;
  if (next > bytes.length || bytes[next] === colon) return false;
  const string = bytes.subarray(start, end);
  return string.indexOf(backslash) === -1 && !holdsControls(string);
}

const isSpace = (byte = 0) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** Four bytes are looked at together: it would take longer to read than to decode them otherwise. */
function holdsControls({ buffer, byteOffset, length }: Uint8Array): boolean {
  const isControl = (byte: number) => byte < 0x20;
  const ahead = Math.min(-byteOffset & 3, length);
  const words = new Uint32Array(buffer, byteOffset + ahead, (length - ahead) >> 2);
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? 0;
    if (((word - 0x20202020) & ~word & 0x80808080) !== 0) return true;
  }
  const behind = ahead + words.length * 4;
  const ends = [
    new Uint8Array(buffer, byteOffset, ahead),
    new Uint8Array(buffer, byteOffset + behind, length - behind),
  ];
  return ends.some((end) => end.some(isControl));
}

/** Puts long strings where their placeholders stand, however deep that is. */
function putBack(root: object, long: ReadonlyMap<string, string>): void {
  const open: object[] = [root];
  for (let parent = open.pop(); parent; parent = open.pop()) {
    const children = parent as Record<string, unknown>;
    for (const key in children) {
      const child = children[key];
      if (typeof child === "object" && child !== null) open.push(child);
      else if (typeof child === "string") children[key] = long.get(child) ?? child;
    }
  }
}
