const headEnd = "\r\n\r\n";

/** One request as far as it has come in over a raw connection. */
export class ReceivedRequest {
  /** Request line and headers, once all of them are there. */
  head: string | undefined;
  #body: Buffer[] = [];
  #bodyBytes = 0;

  /** Takes what came in, and gives back what belongs to the next request. */
  add(chunk: Buffer): Buffer {
    this.#body.push(chunk);
    this.#bodyBytes += chunk.length;
    if (this.head === undefined && !this.#splitHead()) return Buffer.alloc(0);
    const length = this.bodyLength;
    if (this.#bodyBytes <= length) return Buffer.alloc(0);
    const bytes = Buffer.concat(this.#body);
    this.#body = [bytes.subarray(0, length)];
    this.#bodyBytes = length;
    return bytes.subarray(length);
  }

  /** In bytes; 0 until the head is there. */
  get headLength(): number {
    return this.head === undefined ? 0 : Buffer.byteLength(this.head, "latin1");
  }

  /** In bytes, by `Content-Length`; for a chunked body what it took, or infinite until it ends. */
  get bodyLength(): number {
    if (!this.isChunked) return Number(this.header("content-length") ?? 0);
    const end = Buffer.concat(this.#body).indexOf("\r\n0\r\n\r\n");
    return end < 0 ? Number.POSITIVE_INFINITY : end + 7;
  }

  /** In bytes, of head and body. */
  get receivedLength(): number {
    return this.headLength + this.#bodyBytes;
  }

  get isChunked(): boolean {
    return this.header("transfer-encoding") !== undefined;
  }

  /** Whether head and body are there to the last byte. */
  get isComplete(): boolean {
    return this.head !== undefined && this.#bodyBytes >= this.bodyLength;
  }

  /** Whether a server could make a comment of it: the body, as far as it is there, is whole JSON. */
  get holdsComment(): boolean {
    if (this.head === undefined) return false;
    const bytes = Buffer.concat(this.#body);
    const text = this.isChunked ? dechunked(bytes) : bytes.toString();
    // Parsing a long text that can't be whole only costs time.
    if (!text.endsWith("}")) return false;
    try {
      return typeof JSON.parse(text) === "object";
    } catch {
      return false;
    }
  }

  header(name: string): string | undefined {
    return new RegExp(`^${name}: *(.*?) *$`, "im").exec(this.head?.replaceAll("\r", "") ?? "")?.[1];
  }

  #splitHead(): boolean {
    const bytes = Buffer.concat(this.#body);
    const end = bytes.indexOf(headEnd);
    if (end < 0) return false;
    this.head = bytes.toString("latin1", 0, end + headEnd.length);
    this.#body = [bytes.subarray(end + headEnd.length)];
    this.#bodyBytes = bytes.length - end - headEnd.length;
    return true;
  }
}

function dechunked(bytes: Buffer): string {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf("\r\n", at);
    const length = Number.parseInt(bytes.toString("latin1", at, lineEnd), 16);
    if (lineEnd < 0 || !(length > 0)) return Buffer.concat(parts).toString();
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + length));
    at = lineEnd + 2 + length + 2;
  }
}
