import { aCase, type RequestCase } from "./request-cases.ts";

/** The key that every request carries, unless its case has another. */
export const usualKey = { "cv-api-key": "a-key-for-tests" };

/** Sends a request of the table to its operation over real HTTP, and gives what came back. */
export async function send(
  baseUrl: string,
  operation: { method: string; path: string },
  { path, query = "", headers, body }: Omit<RequestCase, "title" | "expected">,
) {
  const values: Record<string, string> = { caseId: aCase, ...path };
  const pathname = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
  const usual = { ...usualKey, ...(body === undefined ? {} : { "content-type": "application/json" }) };
  const sent = Object.entries({ ...usual, ...headers }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const response = await fetch(`${baseUrl}${pathname}${query}`, {
    method: operation.method,
    headers: sent,
    ...(body === undefined ? {} : { body: bytesOf(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get("content-type"),
    body: text === "" ? undefined : (JSON.parse(text) as unknown),
  };
}

function bytesOf(body: unknown): Uint8Array<ArrayBuffer> {
  if (body instanceof Uint8Array) return body as Uint8Array<ArrayBuffer>;
  return new TextEncoder().encode(JSON.stringify(body));
}
