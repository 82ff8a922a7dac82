/**
 * Receives the `ADD_CASE_COMMENT` webhook: the way out of a delivery that is `unknown`.
 *
 * @example
 * import { readWebhook } from "@case-comments/client/webhook";
 * const event = await readWebhook(rawBody, request.headers.get("x-cv-signature"), secret);
 * if (!event) return new Response(null, { status: 401 });
 */
import type { components } from "./generated/schema.gen.ts";

/**
 * A comment was added to a case.
 *
 * Inferred from the vendor's webhook pages; more properties may come.
 */
export type CaseCommentEvent = components["schemas"]["CaseCommentEvent"];

const encoder = new TextEncoder();

/**
 * Whether a webhook comes from someone who knows the secret. Await it: a promise is always true.
 *
 * @param rawBody the bytes as they came; parsing and printing them again breaks the signature
 * @param signature the header `x-cv-signature`; whatever it is, it never makes this throw
 * @param secret your organization's webhook secret
 * @throws {TypeError} if the secret is empty
 *
 * @example
 * if (!(await verifyWebhook(rawBody, request.headers.get("x-cv-signature"), secret))) return refuse();
 */
export async function verifyWebhook(
  rawBody: Uint8Array | string,
  signature: string | readonly string[] | null | undefined,
  secret: string,
): Promise<boolean> {
  if (typeof secret !== "string" || secret === "") throw new TypeError("The webhook secret is empty");
  if (typeof signature !== "string" || !/^[0-9a-f]{64}$/i.test(signature)) return false;
  const expected = Uint8Array.from({ length: 32 }, (_, at) =>
    Number.parseInt(signature.slice(2 * at, 2 * at + 2), 16),
  );
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["verify"]);
  const bytes = typeof rawBody === "string" ? encoder.encode(rawBody) : rawBody;
  // The platform compares in constant time.
  return crypto.subtle.verify("HMAC", key, expected, bytes as Uint8Array<ArrayBuffer>);
}

/**
 * The event that a webhook carries, or `undefined` if its signature is wrong or it is not such
 * an event. The signature has no time stamp: remember the comment ids you have seen.
 *
 * @throws {TypeError} if the secret is empty
 *
 * @example
 * const event = await readWebhook(rawBody, request.headers.get("x-cv-signature"), secret);
 * if (event) await remember(event.payload.comments.id);
 */
export async function readWebhook(
  rawBody: Uint8Array | string,
  signature: string | readonly string[] | null | undefined,
  secret: string,
): Promise<CaseCommentEvent | undefined> {
  if (!(await verifyWebhook(rawBody, signature, secret))) return undefined;
  const event = parse(typeof rawBody === "string" ? rawBody : new TextDecoder().decode(rawBody));
  const comment = event?.payload?.comments;
  return event?.event === "ADD_CASE_COMMENT" && typeof comment?.id === "string" ? event : undefined;
}

function parse(text: string): (Partial<CaseCommentEvent> & CaseCommentEvent) | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
