import { encodeText } from "./text-codec.ts";

/** A webhook's body as it came. */
export type RawBody = Uint8Array | ArrayBuffer | string;

/**
 * The bytes that are signed.
 *
 * @throws {TypeError} if the secret is empty, or the body was parsed already
 */
export function signedBytes(rawBody: RawBody, secret: string): Uint8Array {
  if (typeof secret !== "string" || secret === "") throw new TypeError("The webhook secret is empty");
  const bytes = typeof rawBody === "string" ? encodeText(rawBody) : rawBody;
  if (ArrayBuffer.isView(bytes)) return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isBuffer(bytes)) return new Uint8Array(bytes);
  throw new TypeError(
    "The webhook's body must be its raw bytes or text, as they came, not what was parsed of them",
  );
}

/** Not `instanceof`: test runners give every file an `ArrayBuffer` of its own. */
const isBuffer = (value: unknown): value is ArrayBuffer =>
  Object.prototype.toString.call(value) === "[object ArrayBuffer]";
