import type { IncomingMessage } from "node:http";

/** The bytes of a body, or why there are none: it is too large, or its sender went away. */
export type Body = Buffer | "tooLarge" | "aborted";

/**
 * Reads a body of up to `limit` bytes. A body that announces more is not read at all, and one
 * that turns out to be more is let go at that moment, so that memory stays bounded.
 *
 * @param begin called before the first byte is read, and not if none is
 */
export function readBody(request: IncomingMessage, limit: number, begin: () => void): Promise<Body> {
  if (Number(request.headers["content-length"] ?? 0) > limit) return Promise.resolve("tooLarge");
  begin();
  return new Promise((resolve) => {
    let chunks: Buffer[] = [];
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) {
        chunks.push(chunk);
      } else {
        chunks = [];
        resolve("tooLarge");
      }
    });
    request.on("end", () => {
      const [only] = chunks;
      resolve(only && chunks.length === 1 ? only : Buffer.concat(chunks, length));
    });
    request.on("close", () => resolve("aborted"));
  });
}
