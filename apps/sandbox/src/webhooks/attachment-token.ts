import { createHmac, timingSafeEqual } from "node:crypto";
import type { AttachmentPlace } from "../store/comments.ts";

/**
 * What opens an attachment to whoever holds it, until a time. It says where the attachment is kept, and
 * is signed: nobody can make one, or make of one another, without the secret.
 *
 * @param expires in milliseconds since 1970
 */
export function attachmentToken(
  secret: string,
  { tenant, commentId, position }: AttachmentPlace,
  expires: number,
): string {
  const claims = Buffer.from(JSON.stringify([tenant, commentId, position, expires])).toString("base64url");
  return `${claims}.${signatureOf(claims, secret)}`;
}

/**
 * The place that a token opens; `undefined` if it was made without the secret, or its time is over.
 *
 * @param now in milliseconds since 1970
 */
export function placeOf(secret: string, token: string, now: number): AttachmentPlace | undefined {
  const [claims = "", signature = "", ...rest] = token.split(".");
  // The texts are compared, not what they stand for: several texts of base64 stand for the same bytes.
  const [given, expected] = [Buffer.from(signature), Buffer.from(signatureOf(claims, secret))];
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected))
    return undefined;
  const [tenant, commentId, position, expires] = JSON.parse(Buffer.from(claims, "base64url").toString());
  return now < expires ? { tenant, commentId, position } : undefined;
}

const signatureOf = (claims: string, secret: string) =>
  createHmac("sha256", secret).update(claims).digest("base64url");
