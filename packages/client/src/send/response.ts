/** More than any documented response needs, in bytes. */
const maxResponseBytes = 64 * 1024;

/** The longest that a timer waits; a longer one fires at once. */
const longestTimer = 2 ** 31 - 1;

/** What the server said. */
export interface ReceivedResponse {
  readonly status: number;
  /** Absent in what a stub made up. */
  readonly headers: Headers | undefined;
  /** Absent when the body broke off or is larger than any response of the API. */
  readonly text: string | undefined;
}

/** Reads a response to its end, but never more of it than one of the API can hold. */
export async function readResponse(response: Response): Promise<ReceivedResponse> {
  let headers: Headers | undefined;
  let text: string | undefined;
  try {
    headers = response.headers;
    text = response.body ? await readText(response.body) : "";
  } catch {
    // A status is an answer, even if the connection breaks before the body is complete.
  }
  return { status: response.status, headers, text };
}

async function readText(body: ReadableStream<Uint8Array>): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = "";
  let left = maxResponseBytes;
  // The types of browsers leave out that it can be iterated.
  for await (const chunk of body as typeof body & AsyncIterable<Uint8Array>) {
    left -= chunk.length;
    if (left < 0) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** A header, if there is one. What a stub calls headers may be anything. */
export function headerOf(headers: Pick<Headers, "get"> | undefined, name: string): string | undefined {
  try {
    // What is no text can't be trimmed.
    return headers?.get(name)?.trim();
  } catch {
    return undefined;
  }
}

/** The fields of the object that a text holds in JSON; none if it holds no object. */
export function fieldsOf(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text ?? "") ?? {};
  } catch {
    return {};
  }
}

/**
 * How long a `Retry-After` header asks to wait, in milliseconds; at most what `setTimeout` takes.
 *
 * @param header seconds or a date; anything else says nothing
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function retryAfterOf(header = ""): number | undefined {
  // `Date.parse` reads "-7" as a year; every date that HTTP allows begins with the name of a day.
  const date = /^[A-Z]/.test(header) ? Date.parse(header) - Date.now() : Number.NaN;
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : date;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), longestTimer);
}
