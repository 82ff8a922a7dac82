import type { OneShotBody } from "../request/one-shot-body.ts";

/** A `Fetch`, by the types of the platform, which say more than transports of all runtimes have in common. */
export type PlatformFetch = (url: string, init: RequestInit) => Promise<Response>;

export interface RequestHead {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Sends one request, at most once, to one place, with an exact length. */
export type Transport = (
  fetch: PlatformFetch,
  url: string,
  head: RequestHead,
  body: OneShotBody | undefined,
) => Promise<Response>;

/** The transport that does best on the runtime, by what was measured there. */
export function runtimeTransport(): Transport {
  const { Deno, FixedLengthStream, process } = globalThis as Record<string, unknown>;
  if (FixedLengthStream) return sendFixedLength;
  // Deno has `process`, too. A runtime that nobody measured gets what is safe everywhere.
  return !Deno && (process as NodeJS.Process | undefined)?.versions?.node ? sendStream : sendBlob;
}

/** What every request says, but where the runtime refuses it. */
const alone = {
  // Otherwise a 401 makes Node 24.14 want to send a stream again, and fail.
  credentials: "omit",
  cache: "no-store",
  // Next.js wraps `fetch`, and may answer a second comment with what it kept of the first. This mark
  // of its own requests is all that keeps it away, whatever a route says of `fetchCache`.
  next: { internal: true },
} as const;

/** A transport that says `rest` with every request, and of a body what `carry` makes of it. */
const transport =
  (
    rest: RequestInit,
    carry: (body: OneShotBody, headers: RequestHead["headers"]) => RequestInit | Promise<RequestInit>,
  ): Transport =>
  async (fetch, url, head, body) =>
    fetch(url, { ...head, ...rest, ...(body && (await carry(body, head.headers))) });

/**
 * For Node and Bun: a stream that is pulled chunk by chunk as the connection takes them, so
 * memory is bounded, and what was not pulled was not sent. The redirect mode "manual" would have
 * Node keep a copy of the body for a request that is never made.
 */
export const sendStream = transport({ ...alone, redirect: "error" }, (body, headers) => ({
  headers: { ...headers, "content-length": `${body.length}` },
  body: streamOf(body),
  duplex: "half",
}));

/**
 * For Deno, which would send a stream without its length, and might send a string twice. The
 * whole body is in memory, and what became of it after a failure is unknown.
 */
export const sendBlob = transport({ ...alone, redirect: "manual" }, async (body) => ({
  body: await new Response(streamOf(body)).blob(),
}));

declare const FixedLengthStream: new (
  length: number,
) => { readable: ReadableStream<Uint8Array>; writable: WritableStream<Uint8Array> };

/**
 * For workerd, which sends a length only with its own kind of stream, and knows neither the redirect
 * mode "error" nor, without a flag, `cache`.
 *
 * @see https://developers.cloudflare.com/workers/runtime-apis/streams/transformstream/
 */
export const sendFixedLength = transport({ redirect: "manual" }, (body) => {
  const { readable, writable } = new FixedLengthStream(body.length);
  // A failed upload makes the fetch fail, and the response may come before the upload is over.
  streamOf(body)
    .pipeTo(writable)
    .catch(() => {});
  return { body: readable };
});

function streamOf(body: OneShotBody): ReadableStream<Uint8Array> {
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (noticesLate && body.isEnding) await twoTurns();
        const chunk = await body.next();
        if (chunk) controller.enqueue(chunk);
        if (!body.left) controller.close();
      },
      cancel: () => body.seal(),
    },
    // Nothing is pulled before the connection asks for it.
    { highWaterMark: 0 },
  );
  // A `fetch` that knows no such streams takes it for a text, and would send "[object ReadableStream]".
  return Object.defineProperty(stream, Symbol.toPrimitive, { value: () => body.refuse() });
}

// Measured: Node 22 and newer see it by themselves, and a turn costs a seventh of a small call.
const noticesLate = /^2[01]\./.test(globalThis.process?.versions?.node as string);

/**
 * Lets the event loop look at the connection. Node 20 may take one that the server closed some
 * time ago; seen before the closing brace is handed over, nothing was sent, and it is tried again.
 */
async function twoTurns(): Promise<void> {
  await new Promise(setImmediate);
  await new Promise(setImmediate);
}
