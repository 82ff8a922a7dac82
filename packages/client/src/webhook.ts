/**
 * Receives the `ADD_CASE_COMMENT` webhook: the way out of a delivery that is `unknown`.
 *
 * @example
 * import { readWebhook } from "@case-comments/client/webhook";
 * const webhook = await readWebhook(rawBody, request.headers.get("x-cv-signature"), secret);
 * if (webhook.kind === "forged") return new Response(null, { status: 401 });
 */
import { eventComment } from "./event-comment.ts";
import type { components } from "./generated/schema.gen.ts";
import { encodeText } from "./text-codec.ts";
import { type RawBody, signedBytes } from "./webhook-body.ts";

/**
 * A comment was added to a case.
 *
 * Inferred from the vendor's webhook pages; more properties may come.
 */
export type CaseCommentEvent = components["schemas"]["CaseCommentEvent"];

/** The comment that an event is about. */
export type CaseComment = components["schemas"]["EventComment"];

export type { RawBody } from "./webhook-body.ts";

/**
 * Whether a webhook comes from someone who knows the secret. Await it: a promise is always true.
 *
 * @param rawBody the bytes as they came; parsing and printing them again breaks the signature
 * @param signature the header `x-cv-signature`; whatever it is, it never makes this throw
 * @param secret your organization's webhook secret
 * @throws {TypeError} if the secret is empty, or the body was parsed already
 *
 * @example
 * if (!(await verifyWebhook(rawBody, request.headers.get("x-cv-signature"), secret))) return refuse();
 */
export async function verifyWebhook(
  rawBody: RawBody,
  signature: string | readonly string[] | null | undefined,
  secret: string,
): Promise<boolean> {
  const bytes = signedBytes(rawBody, secret) as Uint8Array<ArrayBuffer>;
  if (typeof signature !== "string" || !/^[0-9a-f]{64}$/i.test(signature)) return false;
  const expected = Uint8Array.from({ length: 32 }, (_, at) =>
    Number.parseInt(signature.slice(2 * at, 2 * at + 2), 16),
  );
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const keyBytes = encodeText(secret) as Uint8Array<ArrayBuffer>;
  const key = await crypto.subtle.importKey("raw", keyBytes, algorithm, false, ["verify"]);
  // The platform compares in constant time.
  return crypto.subtle.verify("HMAC", key, expected, bytes);
}

/**
 * What a webhook is:
 * - `forged`: it does not come from someone who knows the secret. Answer 401, and do nothing else.
 * - `other`: it is genuine, but not a comment that can be read: one of the other events that come to
 *   the same address. Answer 2xx, or the vendor may send it again, or switch your address off.
 * - `comment`: a comment was added. Answer 2xx once you have stored it.
 */
export type ReceivedWebhook =
  | { readonly kind: "forged" }
  | { readonly kind: "other" }
  | { readonly kind: "comment"; readonly comment: CaseComment; readonly event: CaseCommentEvent };

/**
 * Tells what a webhook is, and reads the comment that it brings, in either of the two documented
 * forms. The signature has no time stamp: remember the comment ids you have seen.
 *
 * @throws {TypeError} if the secret is empty, or the body was parsed already
 *
 * @example
 * const webhook = await readWebhook(rawBody, request.headers.get("x-cv-signature"), secret);
 * if (webhook.kind === "forged") return new Response(null, { status: 401 });
 * if (webhook.kind === "comment") await remember(webhook.comment.id);
 * return new Response(null, { status: 204 });
 */
export async function readWebhook(
  rawBody: RawBody,
  signature: string | readonly string[] | null | undefined,
  secret: string,
): Promise<ReceivedWebhook> {
  // A copy, because a server may use the memory again while the signature is being checked.
  const bytes = signedBytes(rawBody, secret).slice();
  if (!(await verifyWebhook(bytes, signature, secret))) return { kind: "forged" };
  const event = parse(new TextDecoder().decode(bytes));
  // Without an id nothing could be told from it, not even whether it comes again.
  const comment = eventComment(event);
  if (event?.event !== "ADD_CASE_COMMENT" || !comment) return { kind: "other" };
  return { kind: "comment", comment, event };
}

function parse(text: string): CaseCommentEvent | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
