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

/** An answer with a JSON body. */
export function jsonAnswer(
  status: number,
  name: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  const content = body === undefined ? "" : JSON.stringify(body);
  const fields: Record<string, string> = { ...headers, "content-length": String(Buffer.byteLength(content)) };
  if (body !== undefined) fields["content-type"] = "application/json";
  return { status, name, headers: fields, content };
}

/** Sends an answer, and gives it back. Node leaves the content out where HTTP wants none, as for HEAD. */
export function send(response: ServerResponse, answer: HttpAnswer): HttpAnswer {
  response.writeHead(answer.status, answer.headers).end(answer.content);
  return answer;
}
