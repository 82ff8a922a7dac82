import type { ServerResponse } from "node:http";

/** An answer that is ready to be sent, however often. */
export interface HttpAnswer {
  status: number;
  /** What the log calls it: the name of the contract's example, or of the mock's own answer. */
  name: string;
  headers: Readonly<Record<string, string>>;
  /** As text, because Node writes a head and a text at once, and a head and bytes one after the other. */
  content: string;
}

/** An answer with a JSON body, or with none. */
export function jsonAnswer(
  status: number,
  name: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  if (body === undefined) return { status, name, headers, content: "" };
  const content = JSON.stringify(body);
  const length = String(Buffer.byteLength(content));
  const fields = { "content-type": "application/json", ...headers, "content-length": length };
  return { status, name, headers: fields, content };
}

/** Sends an answer, and gives it back. Node leaves the content out where HTTP wants none, as for HEAD. */
export function send(response: ServerResponse, answer: HttpAnswer): HttpAnswer {
  response.writeHead(answer.status, answer.headers).end(answer.content);
  return answer;
}
