/** The client behind a corporate proxy, with undici 6, 7 or 8. */
import { type CaseCommentsClient, type ClientOptions, createClient } from "@case-comments/client";
import { fetch, ProxyAgent } from "undici";

/**
 * Everything goes through the proxy. A server on this machine needs a client without one: to
 * `http://localhost` key and comment would reach the proxy in clear.
 *
 * @param proxy its address, such as `http://proxy.clinic.example:3128`
 */
export function clientBehindProxy(options: ClientOptions, proxy: string): CaseCommentsClient {
  const dispatcher = new ProxyAgent(proxy);
  return createClient({ ...options, fetch: (url, init) => fetch(url, { ...init, dispatcher }) });
}
