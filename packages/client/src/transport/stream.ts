import type { OneShotBody } from "../one-shot-body.ts";
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
  return fetch(url, {
    method,
    headers: { ...headers, "content-length": String(body.length) },
    signal,
    body: streamOf(body),
    duplex: "half",
    // "manual" would have Node keep a copy of the body for a request that is never made.
    redirect: "error",
    // Otherwise a 401 makes Node 24.14 want to send the stream again, and fail.
    credentials: "omit",
  });
}

function streamOf(body: OneShotBody): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      async pull(controller) {
        if (noticesLate && body.isNearlySent) await twoTurns();
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

// Measured: Node 22 and newer see it by themselves, and a turn costs a seventh of a small call.
const noticesLate = /^2[01]\./.test(globalThis.process?.versions?.node ?? "");

/**
 * Lets the event loop look at the connection. Node 20 may take one that the server closed some
 * time ago; seen before the closing brace is handed over, nothing was sent, and it is tried again.
 */
async function twoTurns(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
}
