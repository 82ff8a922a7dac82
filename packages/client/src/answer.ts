import { retryAfterOf } from "./retry-after.ts";

/** More than any documented answer needs, in bytes. */
const maxAnswerBytes = 64 * 1024;

/** What the server said. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Absent when the body broke off or is larger than any answer of the API. */
  readonly text: string | undefined;
  /** In milliseconds. */
  readonly retryAfter: number | undefined;
}

/** Reads an answer to its end, but never more of it than an answer can hold. */
export async function readAnswer(response: Response): Promise<Answer> {
  const { status, headers } = response;
  // A status is an answer, even if the connection breaks before the body is complete.
  const text = await readText(response).catch(() => undefined);
  return { status, headers, text, retryAfter: retryAfterOf(headers.get("retry-after")) };
}

async function readText({ body }: Response): Promise<string | undefined> {
  if (!body) return "";
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    if (bytes > maxAnswerBytes) {
      void reader.cancel().catch(() => {});
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}
