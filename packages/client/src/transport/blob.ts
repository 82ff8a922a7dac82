import type { OneShotBody } from "../one-shot-body.ts";
import type { Fetch, RequestHead } from "./transport.ts";

/**
 * For Deno, which would send a stream without its length, and might send a string twice. The
 * whole body is in memory, and what became of it after a failure is unknown.
 */
export async function sendBlob(
  fetch: Fetch,
  { url, method, headers, signal }: RequestHead,
  body: OneShotBody,
): Promise<Response> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let chunk = await body.next(); chunk; chunk = await body.next()) {
    parts.push(chunk as Uint8Array<ArrayBuffer>);
  }
  return fetch(url, {
    method,
    headers,
    signal,
    body: new Blob(parts),
    redirect: "manual",
    credentials: "omit",
  });
}
