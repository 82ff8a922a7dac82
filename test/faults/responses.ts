import { created } from "../facts/facts.ts";

type Headers = Readonly<Record<string, string>>;

const json = { "content-type": "application/json" };

/** An HTTP response as it goes over the wire, with a length that is right unless it is given. */
export function response(status: number, body: string, headers: Headers = json): string {
  const length = { "content-length": String(Buffer.byteLength(body)) };
  const lines = Object.entries({ ...length, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Because\r\n${lines.join("")}\r\n${body}`;
}

/** An error response in the envelope of the API. */
export const failure = (status: number, error: string, headers: Headers = {}): string =>
  response(status, JSON.stringify({ status, success: false, message: "Invalid request", error }), {
    ...json,
    ...headers,
  });

export const createdBody: string = JSON.stringify(created);
export const success: string = response(200, createdBody);
