import { parseBody, type ReceivedBody, type Violation } from "@case-comments/contract";
import type { Exchange } from "@case-comments/contract-server";
import { keyOf } from "./api-key.ts";
import { isApiRequest } from "./api-request.ts";
import type { RecordedRequest } from "./mock.ts";

const mostRequests = 10_000;
const mostBodyBytes = 64_000_000;
// A test may wait for its next request while others make thousands.
const mostCounted = 1_000;
// Node reads up to 64 kB at once, and a small body must not hold all of that.
const mostSpareBytes = 16_384;
// What a timer can be set to.
const longestMs = 2_147_483_647;

interface Wait {
  isMet(): boolean;
  end(): void;
}

/** The requests that came with one key. */
interface Session {
  /** How many came since the last reset. */
  count: number;
  /** The place of the first that counts. */
  from: number;
  /** How many are kept. */
  kept: number;
}

/** A request as it is kept. */
export interface JournalEntry {
  method: string;
  operation: string | undefined;
  path: Record<string, string>;
  /** Absent when the request had none, or it was forgotten. */
  content: Buffer | undefined;
  /** Whether there was JSON in it. */
  isJson: boolean;
  status: number | undefined;
  response: string;
  violations: readonly Violation[];
}

interface Entry extends JournalEntry {
  apiKey: string | undefined;
  request: RecordedRequest | undefined;
}

/** Some of the requests, and how many there were. */
export interface JournalPage {
  /** How many came, the forgotten ones included. */
  count: number;
  /** How many requests, whatever their key, were forgotten because there were too many. */
  forgotten: number;
  /** Those that are kept, oldest first. */
  entries: readonly JournalEntry[];
}

/**
 * What was asked of a mock. It forgets the oldest requests before it holds too many, and the oldest
 * bodies before they hold too much. Bodies are kept as they came, and parsed when somebody looks.
 */
export class Journal {
  readonly #ring: Entry[] = [];
  readonly #sessions = new Map<string, Session>();
  readonly #waiting = new Set<Wait>();
  #isClosed = false;
  #count = 0;
  #bodiesFrom = 0;
  #bodyBytes = 0;

  add(exchange: Exchange): void {
    if (!isApiRequest(exchange)) return;
    const { method, call, body, content, expected, status, response } = exchange;
    const apiKey = call && keyOf(call);
    if (this.#bodiesFrom === this.#count - mostRequests) this.#forgetOldestBody();
    if (this.#count >= mostRequests) this.#leave(this.#ring[this.#count % mostRequests]);
    this.#ring[this.#count % mostRequests] = {
      method,
      operation: call?.operation,
      path: call?.path ?? {},
      apiKey,
      content: compact(content),
      isJson: body !== undefined && "json" in body,
      status,
      response,
      violations: expected?.violations ?? [],
      request: undefined,
    };
    if (apiKey !== undefined) this.#enter(apiKey);
    this.#count += 1;
    this.#bodyBytes += content?.length ?? 0;
    while (this.#bodyBytes > mostBodyBytes && this.#bodiesFrom < this.#count - 1) this.#forgetOldestBody();
    for (const { isMet, end } of this.#waiting) if (isMet()) end();
  }

  /** The requests that came with one key since the last reset, or all. */
  page(apiKey?: string): JournalPage {
    return { count: this.count(apiKey), forgotten: this.#oldest, entries: this.#kept(apiKey) };
  }

  /** The requests of a page, as they are told to tests. */
  requests(apiKey?: string): RecordedRequest[] {
    return this.#kept(apiKey).map((entry) => {
      entry.request ??= recordedRequest(entry);
      return entry.request;
    });
  }

  /** How many requests came with one key since the last reset, or in all. */
  count(apiKey?: string): number {
    return apiKey === undefined ? this.#count : (this.#sessions.get(apiKey)?.count ?? 0);
  }

  /** Begins the session of a key anew. */
  reset(apiKey: string): void {
    const session = this.#sessions.get(apiKey);
    if (!session) return;
    session.count = 0;
    session.from = this.#count;
  }

  /** Waits until so many requests have come with a key, or in all, or until the time is over or all waiting is. */
  arrival(count: number, apiKey: string | undefined, timeoutMs: number): Promise<void> {
    const isMet = () => this.count(apiKey) >= count;
    if (this.#isClosed || isMet()) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#waiting.delete(wait);
        resolve();
      };
      const timer = setTimeout(end, Math.min(timeoutMs, longestMs));
      const wait = { isMet, end };
      this.#waiting.add(wait);
    });
  }

  /** Ends all waiting, now and later. */
  close(): void {
    this.#isClosed = true;
    for (const { end } of this.#waiting) end();
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get #oldest(): number {
    return Math.max(0, this.#count - mostRequests);
  }

  #kept(apiKey: string | undefined): Entry[] {
    const from = apiKey === undefined ? 0 : (this.#sessions.get(apiKey)?.from ?? 0);
    const entries: Entry[] = [];
    for (let at = Math.max(this.#oldest, from); at < this.#count; at += 1) {
      const entry = this.#ring[at % mostRequests];
      if (entry && (apiKey === undefined || entry.apiKey === apiKey)) entries.push(entry);
    }
    return entries;
  }

  #enter(apiKey: string): void {
    const session = this.#sessions.get(apiKey);
    if (session) {
      session.count += 1;
      session.kept += 1;
    } else this.#sessions.set(apiKey, { count: 1, from: 0, kept: 1 });
  }

  // Beyond so many, a session without a request that is kept is as one that never was.
  #leave({ apiKey }: Pick<Entry, "apiKey"> = { apiKey: undefined }): void {
    const session = apiKey === undefined ? undefined : this.#sessions.get(apiKey);
    if (!session || apiKey === undefined) return;
    session.kept -= 1;
    if (session.kept === 0 && this.#sessions.size > mostCounted) this.#sessions.delete(apiKey);
  }

  #forgetOldestBody(): void {
    const entry = this.#ring[this.#bodiesFrom % mostRequests];
    this.#bodiesFrom += 1;
    if (!entry) return;
    this.#bodyBytes -= entry.content?.length ?? 0;
    entry.content = undefined;
  }
}

/** A request as it is told to tests. Its body is parsed when somebody looks at it. */
function recordedRequest(entry: Entry): RecordedRequest {
  const { method, operation, path, status, response, violations } = entry;
  let parsed: ReceivedBody | undefined;
  return {
    method,
    ...(operation === undefined ? {} : { operation }),
    path,
    get body() {
      if (entry.isJson && entry.content) parsed ??= parseBody(entry.content);
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
