import type { ServerResponse } from "node:http";
import { pipeline, Readable } from "node:stream";

/** A response that is ready to be sent, however often. */
export interface PreparedResponse {
  status: number;
  /** What the log calls it: the name of the contract's example, or of a built-in response. */
  name: string;
  headers: Readonly<Record<string, string>>;
  /** Text where it can be, because Node writes a head and a text at once, and a head and bytes one after the other. */
  content: string | Buffer;
}

/** A response with a JSON body, or with none. */
export function jsonResponse(
  status: number,
  name: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): PreparedResponse {
  if (body === undefined) return { status, name, headers, content: "" };
  const content = JSON.stringify(body);
  const length = String(Buffer.byteLength(content));
  const fields = { "content-type": "application/json", ...headers, "content-length": length };
  return { status, name, headers: fields, content };
}

/** Sends a response, and gives it back. Node leaves the content out where HTTP wants none, as for HEAD. */
export function send(response: ServerResponse, prepared: PreparedResponse): PreparedResponse {
  response.writeHead(prepared.status, prepared.headers).end(prepared.content);
  return prepared;
}

/** Sends the head of a response, and its content after it, no faster than it is taken. */
export function sendPieces(
  response: ServerResponse,
  { status, headers }: PreparedResponse,
  pieces: Iterable<string | Buffer>,
): void {
  response.writeHead(status, headers);
  // Whoever goes away in the middle is not told anything more.
  pipeline(Readable.from(pieces, { highWaterMark: 1 }), response, () => {});
}
