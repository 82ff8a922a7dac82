import { hmacSha256 } from "../hmac-sha256.ts";
import { encodeText } from "../text-codec.ts";
import type { RawBody } from "../webhook.ts";

/**
 * The signature of a webhook, as the header `x-cv-signature` brings it.
 *
 * @param rawBody exactly what is sent
 * @throws {TypeError} if the secret is empty
 *
 * @example
 * const body = JSON.stringify(event);
 * const headers = { "x-cv-signature": await signWebhook(body, secret) };
 * const response = await yourHandler(new Request(url, { method: "POST", body, headers }));
 */
export async function signWebhook(rawBody: RawBody, secret: string): Promise<string> {
  if (secret === "") throw new TypeError("The webhook secret is empty");
  // An imitated browser has no WebCrypto.
  const platform = globalThis.crypto?.subtle ? crypto : (await import("node:crypto")).webcrypto;
  return hmacSha256(typeof rawBody === "string" ? encodeText(rawBody) : rawBody, secret, platform);
}
