import type { OneShotBody } from "../one-shot-body.ts";
import type { Fetch, RequestHead } from "./transport.ts";

declare const FixedLengthStream: new (
  length: number,
) => { readable: ReadableStream<Uint8Array>; writable: WritableStream<Uint8Array> };

/**
 * For workerd, which sends a length only with its own kind of stream, and knows no redirect
 * mode "error".
 *
 * @see https://developers.cloudflare.com/workers/runtime-apis/streams/transformstream/
 */
export async function sendFixedLength(
  fetch: Fetch,
  { url, method, headers, signal }: RequestHead,
  body: OneShotBody,
): Promise<Response> {
  const { readable, writable } = new FixedLengthStream(body.length);
  const answer = fetch(url, { method, headers, signal, body: readable, redirect: "manual" });
  // A failed upload makes the fetch fail, and the answer may come before the upload is over.
  void upload(body, writable).catch(() => {});
  return answer;
}

async function upload(body: OneShotBody, writable: WritableStream<Uint8Array>): Promise<void> {
  const writer = writable.getWriter();
  try {
    for (let chunk = await body.next(); chunk; chunk = await body.next()) await writer.write(chunk);
    await writer.close();
  } catch (error) {
    await writer.abort(error);
  }
}
