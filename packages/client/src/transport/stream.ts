import type { OneShotBody } from "../request-body.ts";
import type { Fetch, RequestHead } from "./transport.ts";

/**
 * For Node and Bun: a stream that is pulled chunk by chunk as the connection takes them, so
 * memory is bounded, and what was not pulled was not sent.
 */
export function sendStream(
  fetch: Fetch,
  { url, method, headers, signal }: RequestHead,
  body: OneShotBody,
): Promise<Response> {
  headers.set("content-length", String(body.length));
  return fetch(url, {
    method,
    headers,
    signal,
    body: streamOf(body),
    duplex: "half",
    // "manual" would have Node keep a copy of the body for a request that is never made.
    redirect: "error",
    // Otherwise a 401 makes Node want to send the stream again, and fail.
    credentials: "omit",
  });
}

function streamOf(body: OneShotBody): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      async pull(controller) {
        const chunk = await body.next();
        if (chunk) controller.enqueue(chunk);
        if (body.closed) controller.close();
      },
      cancel: () => body.seal(),
    },
    // Nothing is pulled before the connection asks for it.
    { highWaterMark: 0 },
  );
}
