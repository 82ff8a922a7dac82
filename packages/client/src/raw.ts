/**
 * The openapi-fetch client for the whole contract, with the key, server, deadline and transport of
 * `createClient`, but without input checks, retries and verdicts.
 *
 * @example
 * import { createRawClient } from "@case-comments/client/raw";
 * const { data, error } = await createRawClient({ apiKey, environment: "staging" }).POST(
 *   "/api/v1/cases/{caseId}",
 *   { params: { path: { caseId } }, body: { action: "ADD_COMMUNICATION", communication } },
 * );
 *
 * @see https://openapi-ts.dev/openapi-fetch/
 */
import createOpenApiClient, { type Client } from "openapi-fetch";
import { type ClientOptions, checkOptions, type Settings } from "./client-options.ts";
import { CaseCommentsError, callError, notSent } from "./errors.ts";
import { apiKeyHeader } from "./generated/contract.gen.ts";
import type { paths } from "./generated/schema.gen.ts";
import { partsOfText } from "./request/json-body.ts";
import { OneShotBody } from "./request/one-shot-body.ts";
import { apiKeyOf } from "./send/api-key.ts";
import { Deadline } from "./send/deadline.ts";
import type { ReceivedResponse } from "./send/response.ts";
import { sendRequest } from "./send/send-request.ts";

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

/**
 * An openapi-fetch client that sends what it is asked to as `addComment` does. Where there is no
 * response, it rejects with a `CaseCommentsError`.
 *
 * @throws {TypeError} if an option is missing or wrong
 * @throws {Error} in a browser
 */
export function createRawClient(options: ClientOptions): RawClient {
  const settings = checkOptions(options);
  return createOpenApiClient<paths>({
    baseUrl: settings.baseUrl,
    Request: RecordedRequest as unknown as typeof Request,
    fetch: (request) => send(settings, request as unknown as RecordedRequest),
  });
}

async function send(settings: Settings, request: RecordedRequest): Promise<Response> {
  const { url, method, headers, body: json, signal } = request;
  if (!staysWithin(settings.baseUrl, url)) throw new TypeError("The request leaves the API");
  const hasBody = json !== undefined && json !== null;
  if (hasBody && (typeof json !== "string" || !/[}\]]$/.test(json)))
    throw new TypeError("The body must be a JSON object or array");
  const deadline = new Deadline(settings.timeout, signal);
  try {
    const key = await apiKeyOf(settings, deadline);
    if (typeof key !== "string") throw key;
    if (deadline.reason) throw notSent(deadline.reason);
    const head = {
      method,
      headers: { ...settings.headers, ...Object.fromEntries(headers), [apiKeyHeader]: key },
    };
    const body = hasBody ? new OneShotBody(partsOfText(json), deadline.signal) : undefined;
    const outcome = await sendRequest(settings, url, head, body, deadline, (received) => received);
    if (outcome instanceof CaseCommentsError) throw outcome;
    return responseOf(outcome);
  } finally {
    deadline.stop();
  }
}

/** What openapi-fetch would fail to parse, it would quote in its error. */
function responseOf(received: ReceivedResponse): Response {
  const { status, text } = received;
  const isReadable = status >= 300 || status === 204 || (text !== undefined && isJson(text));
  if (isReadable) return new Response(text || null, { status, headers: received.headers ?? {} });
  throw callError({ kind: "invalidResponse", delivery: "unknown", status }, received);
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
