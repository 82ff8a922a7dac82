import { encodeText } from "./text-codec.ts";

/** The HMAC of some bytes with SHA-256, in hexadecimal. */
export async function hmacSha256(
  bytes: Uint8Array | ArrayBuffer,
  secret: string,
  { subtle }: Pick<typeof crypto, "subtle"> = crypto,
): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const keyBytes = encodeText(secret) as Uint8Array<ArrayBuffer>;
  const key = await subtle.importKey("raw", keyBytes, algorithm, false, ["sign"]);
  const hash = await subtle.sign("HMAC", key, bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
