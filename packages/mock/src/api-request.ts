import type { Exchange } from "@case-comments/contract-server";

/**
 * Whether an exchange was a request of the API, right or wrong. What browsers and readiness checks ask
 * by themselves, a preflight or `/healthz`, is none.
 */
export function isApiRequest({ call, status = 0 }: Exchange): boolean {
  return call !== undefined || status >= 400;
}
