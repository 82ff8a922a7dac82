import type { OneShotBody } from "../one-shot-body.ts";
import { sendBlob } from "./blob.ts";
import { sendFixedLength } from "./fixed-length.ts";
import { sendStream } from "./stream.ts";

/** What `fetch` must be able to do. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface RequestHead {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Sends one request, at most once, to one place, with an exact length. */
export type Transport = (fetch: Fetch, request: RequestHead, body: OneShotBody) => Promise<Response>;

/** The transport that does best on the runtime, by what was measured there. */
export function runtimeTransport(): Transport {
  const { Deno, FixedLengthStream, process } = globalThis as Record<string, unknown>;
  if (typeof FixedLengthStream === "function") return sendFixedLength;
  const versions = (process as NodeJS.Process | undefined)?.versions;
  // Deno has `process`, too. A runtime that nobody measured gets what is safe everywhere.
  return !Deno && versions?.node ? sendStream : sendBlob;
}
