/** More than any documented response needs, in bytes. */
const maxResponseBytes = 64 * 1024;

/** The longest that a timer waits; a longer one fires at once. */
const longestTimer = 2 ** 31 - 1;

const decoder = new TextDecoder();

/** What the server said. */
export interface ReceivedResponse {
  readonly status: number;
  readonly headers: Headers;
  /** Absent when the body broke off or is larger than any response of the API. */
  readonly text: string | undefined;
}

/** Reads a response to its end, but never more of it than one of the API can hold. */
export async function readResponse({ status, headers, body }: Response): Promise<ReceivedResponse> {
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
    if (length > maxResponseBytes) {
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

/** The object that a text holds in JSON, or `undefined`. */
export function parseObject(text: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * How long a `Retry-After` header asks to wait, in milliseconds; at most what `setTimeout` takes.
 *
 * @param header seconds or a date; anything else says nothing
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function retryAfterOf(header: string | null): number | undefined {
  if (header === null) return undefined;
  // `Date.parse` reads "-7" as a year; every date that HTTP allows begins with the name of a day.
  const date = /^[A-Z]/.test(header) ? Date.parse(header) : Number.NaN;
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : date - Date.now();
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), longestTimer);
}
