import { created } from "../facts/facts.ts";

type Headers = Readonly<Record<string, string>>;

const json = { "content-type": "application/json" };

/** An HTTP answer as it goes over the wire, with a length that is right unless it is given. */
export function answer(status: number, body: string, headers: Headers = json): string {
  const length = { "content-length": String(Buffer.byteLength(body)) };
  const lines = Object.entries({ ...length, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Because\r\n${lines.join("")}\r\n${body}`;
}

/** A refusal in the envelope of the API. */
export const refusal = (status: number, error: string, headers: Headers = {}): string =>
  answer(status, JSON.stringify({ status, success: false, message: "Invalid request", error }), {
    ...json,
    ...headers,
  });

export const createdBody: string = JSON.stringify(created);
export const success: string = answer(200, createdBody);
