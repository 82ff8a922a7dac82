/**
 * What `fetch` must be able to do, said by structure: the functions of that name that runtimes and
 * packages bring have types that differ, and any of them will do.
 *
 * @example
 * import { fetch, ProxyAgent } from "undici";
 * const dispatcher = new ProxyAgent("http://proxy.clinic.example:3128");
 * createClient({ apiKey, environment, fetch: (url, init) => fetch(url, { ...init, dispatcher }) });
 */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;

/** A request, as it is given to `fetch`. */
export interface FetchInit {
  readonly method: string;
  readonly headers: Record<string, string>;
  /** To be pulled once, as the connection takes it. On Deno it is a Blob. */
  readonly body?: ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>;
  readonly duplex?: "half";
  readonly signal: AbortSignal;
  readonly redirect: "error" | "manual";
  readonly credentials?: "omit";
  readonly cache?: "no-store";
}

/** What is looked at of a response. */
export interface FetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  /** Chunks of bytes, from a reader or by iteration. */
  readonly body: { getReader(): unknown } | AsyncIterable<unknown> | null;
}
