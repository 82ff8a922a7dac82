import createOpenApiClient, { type Client } from "openapi-fetch";
import { apiKeyOf } from "./api-key.ts";
import { Deadline } from "./deadline.ts";
import { AddCommentError } from "./errors.ts";
import { exchange } from "./exchange.ts";
import { BodyPlan } from "./request-body.ts";
import type { paths } from "./schema.gen.ts";
import type { Settings } from "./settings.ts";

/**
 * What openapi-fetch builds instead of a `Request`: a real one would be built twice, and would
 * pull the body too soon.
 */
export class RecordedRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: unknown;
  readonly signal: AbortSignal | undefined;

  constructor(url: string, { method, headers, body, signal }: RequestInit) {
    this.url = url;
    this.method = method ?? "GET";
    this.headers = headers as Headers;
    this.body = body;
    this.signal = signal ?? undefined;
  }
}

/** Gives a request to `fetch` as openapi-fetch wants it. */
export type RawClient = Client<paths>;

export function createRawClient(settings: Settings): RawClient {
  return createOpenApiClient<paths>({
    baseUrl: settings.baseUrl,
    Request: RecordedRequest as unknown as typeof Request,
    fetch: (request) => send(settings, request as unknown as RecordedRequest),
  });
}

async function send(settings: Settings, request: RecordedRequest): Promise<Response> {
  const { url, method, headers, body: json, signal } = request;
  // A path parameter of dots, or another base URL, would take the key to another place.
  if (!staysWithin(settings.baseUrl, url)) throw new TypeError("The request leaves the API");
  if (typeof json !== "string") throw new TypeError("The body must be JSON text");
  const deadline = new Deadline(settings.timeout, signal);
  try {
    const key = await apiKeyOf(settings.apiKey, deadline);
    if (typeof key !== "string") throw key;
    headers.set("cv-api-key", key);
    const body = new BodyPlan([json]).open(deadline.signal);
    const answer = await exchange(settings, { url, method, headers }, body, deadline);
    if (answer instanceof AddCommentError) throw answer;
    return new Response(answer.text, answer);
  } finally {
    deadline.stop();
  }
}

/** A path parameter of dots, or another base URL, would take the key to another place. */
function staysWithin(baseUrl: string, url: string): boolean {
  const { origin, pathname } = new URL(url);
  return url.startsWith(`${baseUrl}/`) && url.split("?", 1)[0] === origin + pathname;
}
