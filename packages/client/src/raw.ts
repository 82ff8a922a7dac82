import createOpenApiClient, { type Client } from "openapi-fetch";
import type { Answer } from "./answer.ts";
import { askForApiKey } from "./api-key.ts";
import { BodyPlan } from "./body-plan.ts";
import { Deadline } from "./deadline.ts";
import { AddCommentError, callError } from "./errors.ts";
import { exchange } from "./exchange.ts";
import type { paths } from "./schema.gen.ts";
import type { Settings } from "./settings.ts";

/**
 * What openapi-fetch builds instead of a `Request`: a real one would be built twice, and would
 * pull the body too soon.
 */
class RecordedRequest {
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

export type RawClient = Client<paths>;

/** An openapi-fetch client that sends what it is asked to as `addComment` does. */
export function createRawClient(settings: Settings): RawClient {
  return createOpenApiClient<paths>({
    baseUrl: settings.baseUrl,
    Request: RecordedRequest as unknown as typeof Request,
    fetch: (request) => send(settings, request as unknown as RecordedRequest),
  });
}

async function send(settings: Settings, request: RecordedRequest): Promise<Response> {
  const { url, method, headers, body: json, signal } = request;
  if (!staysWithin(settings.baseUrl, url)) throw new TypeError("The request leaves the API");
  if (typeof json !== "string" || !json.endsWith("}")) throw new TypeError("The body must be a JSON object");
  const deadline = new Deadline(settings.timeout, signal);
  try {
    const { apiKey } = settings;
    const key = typeof apiKey === "string" ? apiKey : await askForApiKey(apiKey, deadline);
    if (typeof key !== "string") throw key;
    const head = { url, method, headers: { ...Object.fromEntries(headers), "cv-api-key": key } };
    const body = new BodyPlan([json]).open(deadline.signal);
    const answer = await exchange(settings, head, body, deadline);
    if (answer instanceof AddCommentError) throw answer;
    return responseOf(answer);
  } finally {
    deadline.stop();
  }
}

/** What openapi-fetch would fail to parse, it would quote in its error. */
function responseOf(answer: Answer): Response {
  const { status, text } = answer;
  if (status >= 300 || (text !== undefined && isJson(text))) return new Response(text || null, answer);
  throw callError({ kind: "invalidResponse", delivery: "unknown", status }, { responseBody: text });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A path parameter of dots, or another base URL, would take the key to another place. */
function staysWithin(baseUrl: string, url: string): boolean {
  const { origin, pathname } = new URL(url);
  return url.startsWith(`${baseUrl}/`) && url.split("?", 1)[0] === origin + pathname;
}
