// Environments of tests that imitate a browser, Jest's for instance, lack these classes, but have Buffer.

/** The bytes of a text in UTF-8. */
export const encodeText = (text: string): Uint8Array =>
  typeof TextEncoder === "function" ? new TextEncoder().encode(text) : Buffer.from(text);

/** The text that bytes are in UTF-8. */
export const decodeText = (bytes: Uint8Array): string =>
  typeof TextDecoder === "function" ? new TextDecoder().decode(bytes) : Buffer.from(bytes).toString();
