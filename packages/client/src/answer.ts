/** More than any documented answer needs, in bytes. */
const maxAnswerBytes = 64 * 1024;

const decoder = new TextDecoder();

/** What the server said. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Absent when the body broke off or is larger than any answer of the API. */
  readonly text: string | undefined;
}

/** Reads an answer to its end, but never more of it than an answer can hold. */
export async function readAnswer({ status, headers, body }: Response): Promise<Answer> {
  // A status is an answer, even if the connection breaks before the body is complete.
  const text = body ? await readText(body).catch(() => undefined) : "";
  return { status, headers, text };
}

async function readText(body: ReadableStream<Uint8Array>): Promise<string | undefined> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
    if (length > maxAnswerBytes) {
      void reader.cancel().catch(() => {});
      return undefined;
    }
  }
  const [first] = chunks;
  return decoder.decode(first && chunks.length === 1 ? first : concatenated(chunks, length));
}

function concatenated(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
