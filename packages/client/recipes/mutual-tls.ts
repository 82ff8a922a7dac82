/** The client where the other side asks for a certificate, with undici 6, 7 or 8. */
import { type CaseCommentsClient, type ClientOptions, createClient } from "@case-comments/client";
import { Agent, fetch } from "undici";

/** All in PEM. */
export interface Certificates {
  /** Ours. */
  readonly cert: string;
  /** The key of ours. */
  readonly key: string;
  /** Of the authority that the other side's was signed by, if no system knows it. */
  readonly ca?: string;
}

export function clientWithCertificate(
  options: ClientOptions,
  certificates: Certificates,
): CaseCommentsClient {
  const dispatcher = new Agent({ connect: { ...certificates } });
  return createClient({ ...options, fetch: (url, init) => fetch(url, { ...init, dispatcher }) });
}
