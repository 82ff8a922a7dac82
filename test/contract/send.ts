import { aCase, type DeservingRequest, usualHeaders } from "./deserving-requests.ts";

/** Sends a request of the table over real HTTP, and gives what came back. */
export async function send(baseUrl: string, { caseId = aCase, headers = {}, body }: DeservingRequest) {
  const sent = Object.entries({ ...usualHeaders, ...headers }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const response = await fetch(`${baseUrl}/api/v1/cases/${caseId}`, {
    method: "POST",
    headers: sent,
    body:
      body instanceof Uint8Array
        ? (body as Uint8Array<ArrayBuffer>)
        : new TextEncoder().encode(JSON.stringify(body)),
  });
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get("content-type"),
    body: JSON.parse(text) as unknown,
  };
}
