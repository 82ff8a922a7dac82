import { parseBody, type ReceivedBody, type Violation } from "@case-comments/contract";
import type { Exchange } from "@case-comments/contract-server";
import { isApiRequest } from "./api-request.ts";
import type { RecordedRequest } from "./mock.ts";

const mostRequests = 10_000;
const mostBodyBytes = 64_000_000;
// Node reads up to 64 kB at once, and a small body must not hold all of that.
const mostSpareBytes = 16_384;

interface Entry {
  method: string;
  operation: string | undefined;
  path: Record<string, string>;
  apiKey: string | undefined;
  /** Absent when the request had none, or it was forgotten. */
  content: Buffer | undefined;
  status: number | undefined;
  response: string;
  violations: readonly Violation[];
  request: RecordedRequest | undefined;
}

/**
 * What was asked of a mock. It forgets the oldest requests before it holds too many, and the oldest
 * bodies before they hold too much. Bodies are kept as they came, and parsed when somebody looks.
 */
export class Journal {
  readonly #ring: Entry[] = [];
  #count = 0;
  #bodiesFrom = 0;
  #bodyBytes = 0;

  add(exchange: Exchange): void {
    if (!isApiRequest(exchange)) return;
    const { method, call, content, expected, status, response } = exchange;
    const apiKey = call?.headers["cv-api-key"];
    if (this.#bodiesFrom === this.#count - mostRequests) this.#forgetOldestBody();
    this.#ring[this.#count % mostRequests] = {
      method,
      operation: call?.operation,
      path: call?.path ?? {},
      apiKey: typeof apiKey === "string" ? apiKey : undefined,
      content: compact(content),
      status,
      response,
      violations: expected?.violations ?? [],
      request: undefined,
    };
    this.#count += 1;
    this.#bodyBytes += content?.length ?? 0;
    while (this.#bodyBytes > mostBodyBytes && this.#bodiesFrom < this.#count - 1) this.#forgetOldestBody();
  }

  /** The requests that are kept, oldest first: all, or those that came with one key. */
  requests(apiKey?: string): RecordedRequest[] {
    const requests: RecordedRequest[] = [];
    for (let at = Math.max(0, this.#count - mostRequests); at < this.#count; at += 1) {
      const entry = this.#ring[at % mostRequests];
      if (!entry || (apiKey !== undefined && entry.apiKey !== apiKey)) continue;
      entry.request ??= requestOf(entry);
      requests.push(entry.request);
    }
    return requests;
  }

  #forgetOldestBody(): void {
    const entry = this.#ring[this.#bodiesFrom % mostRequests];
    this.#bodiesFrom += 1;
    if (!entry) return;
    this.#bodyBytes -= entry.content?.length ?? 0;
    entry.content = undefined;
  }
}

function requestOf(entry: Entry): RecordedRequest {
  const { method, operation, path, status, response, violations } = entry;
  let parsed: ReceivedBody | undefined;
  return {
    method,
    ...(operation === undefined ? {} : { operation }),
    path,
    get body() {
      if (entry.content?.length) parsed ??= parseBody(entry.content);
      return parsed && "json" in parsed ? parsed.json : undefined;
    },
    ...(status === undefined ? {} : { status }),
    response,
    violations,
  };
}

function compact(content: Buffer | undefined): Buffer | undefined {
  if (!content || content.buffer.byteLength - content.length <= mostSpareBytes) return content;
  return Buffer.from(content);
}
