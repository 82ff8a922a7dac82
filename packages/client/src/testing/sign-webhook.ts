import { hmacSha256 } from "../hmac-sha256.ts";
import { type RawBody, signedBytes } from "../webhook-body.ts";

/**
 * The signature of a webhook, as the header `x-cv-signature` brings it.
 *
 * @param rawBody exactly what is sent
 * @throws {TypeError} if the secret is empty, or the body neither bytes nor text
 *
 * @example
 * const body = JSON.stringify(event);
 * const headers = { "x-cv-signature": await signWebhook(body, secret) };
 * const response = await yourHandler(new Request(url, { method: "POST", body, headers }));
 */
export async function signWebhook(rawBody: RawBody, secret: string): Promise<string> {
  const bytes = signedBytes(rawBody, secret);
  // An imitated browser has no WebCrypto.
  const platform = globalThis.crypto?.subtle ? crypto : (await import("node:crypto")).webcrypto;
  return hmacSha256(bytes, secret, platform);
}
