import type { Fault } from "./faults.ts";
import type { ResponseName } from "./response-names.gen.ts";

/** How a mock behaves. */
export interface MockOptions {
  /**
   * The port to listen on. 0 takes a free one.
   * @default 0
   */
  port?: number;
  /**
   * The address to listen on. The mock is meant for the machine it runs on; in a container, use `0.0.0.0`.
   * @default "127.0.0.1"
   */
  host?: string;
  /**
   * One line for each answer, on standard output: its method, operation, status, name and milliseconds.
   * @default "off"
   */
  log?: "pretty" | "json" | "off";
  /**
   * How long every answer of the API waits, in milliseconds.
   * @default 0
   */
  delay?: number;
  /**
   * Makes the ids and times of successes the same in each run. Without it, ids are new and times are real.
   */
  seed?: string;
  /**
   * Makes the mock speak HTTPS with this certificate, and those that it depends on, and its key, as PEM.
   */
  tls?: { cert: string | Uint8Array; key: string | Uint8Array };
}

/** A request that the mock has answered. */
export interface RecordedRequest {
  method: string;
  /** The operation that the request asked for; absent when the contract has none such. */
  operation?: string;
  /** The parameters of the path, decoded. */
  path: Record<string, string>;
  /** The body, if it was JSON and is still kept. */
  body?: unknown;
  /** The status of the answer; absent when a fault withheld it. */
  status?: number;
  /** The name of the response, such as `commentCreated` or `caseNotFound`, or of the fault. */
  response: string;
  /**
   * What the request did wrong, place and rule, never a value; empty when it might have succeeded,
   * whatever it was answered. The first is what the expected response speaks of.
   */
  violations: readonly Violation[];
}

/** A rule of the contract that a request broke, and where. */
export interface Violation {
  in: "path" | "query" | "header" | "body";
  /** A JSON pointer: into the body, or to a parameter by its name. Empty for the whole body. */
  pointer: string;
  /**
   * The keyword of the JSON Schema, such as `required`; or `json` for a body that can't be read,
   * `maxBytes` for one that is too large, `mediaType` for another content type, and `reserved` for a
   * value that is set aside for tests.
   */
  rule: string;
}

/** What a call is to be answered: the name of a response, or more than that. */
export type Answer = ResponseName | AnswerOrder;

/** An answer as the `Prefer` header can order it, and the name of a response. */
export interface AnswerOrder {
  /** The response of this name; a success has an id and a time of its own. */
  response?: ResponseName;
  /** What is to go wrong. */
  fault?: Fault;
  /** The first response with this status. */
  code?: number;
  /** The contract's example of this name, as it stands. */
  example?: ResponseName;
  /** Invents a success that fits the contract's schema. */
  dynamic?: boolean;
  /** Makes what is invented the same each time. */
  seed?: string;
}

/** Which calls an answer is for, and how many of them. */
export interface AnswerOptions {
  /** What a call must have sent; the first call that did gets the answer. */
  match?: Match;
  /**
   * How many calls get it.
   * @default 1
   */
  times?: number;
}

/** Parts of a call: parameters of the path, and texts, numbers, truth values or null in the body. */
export interface Match {
  path?: Readonly<Record<string, string>>;
  body?: unknown;
}

/** A value that a call must have sent, and where. */
export interface Demand {
  in: "path" | "body";
  /** A JSON pointer. */
  pointer: string;
  value: string | number | boolean | null;
}

/** An answer that waits for its call. */
export interface QueuedAnswer extends AnswerOrder {
  match?: readonly Demand[];
  times?: number;
}

/** The calls that come with one key: what they are to be answered, and what they were. */
export interface Session {
  /** The address of the API, without a slash at the end. */
  readonly url: string;
  /** The key that the calls of this session come with. */
  readonly apiKey: string;
  /**
   * Says what the next calls get, one after the other. A call that must fail is never given a success:
   * it gets its refusal, and the success waits for the next.
   *
   * @throws {TypeError} for an answer that the contract doesn't have
   *
   * @example
   * await session.next({ fault: "503" }, "commentCreated");
   * await session.next("caseNotFound", { times: 2, match: { body: { communication: { isRestricted: true } } } });
   */
  next(answer: Answer, options: AnswerOptions): Promise<void>;
  next(...answers: Answer[]): Promise<void>;
  /** What was asked since the last reset, oldest first. */
  requests(): Promise<readonly RecordedRequest[]>;
  /**
   * Waits until so many requests have come since the last reset, or one that is meant.
   *
   * @param wanted how many, or what tells whether a request is meant
   * @returns the requests that have come, or those that are meant
   * @throws {Error} named `TimeoutError`
   *
   * @example
   * const [request] = await session.waitFor(1);
   * await session.waitFor(({ response }) => response === "commentCreated", { timeout: 10_000 });
   */
  waitFor(
    wanted: number | ((request: RecordedRequest) => boolean),
    options?: WaitOptions,
  ): Promise<readonly RecordedRequest[]>;
  /** The answers that no call has got yet. */
  unused(): Promise<readonly QueuedAnswer[]>;
  /** Forgets the requests and the answers that wait, and gives the latter. */
  reset(): Promise<readonly QueuedAnswer[]>;
}

export interface WaitOptions {
  /**
   * How long to wait, in milliseconds.
   * @default 5000
   */
  timeout?: number;
}

/** A running mock. */
export interface Mock {
  /** Its address, without a slash at the end: `http://127.0.0.1:49152`. */
  readonly url: string;
  readonly port: number;
  /**
   * The session of a key, so that tests that run at the same time don't meet.
   *
   * @param apiKey any that the API would take; without it, one that nobody else has
   * @throws {TypeError} for a key that no call could come with
   */
  session(apiKey?: string): Session;
  /** What was asked with any key, oldest first. The last 10,000 requests are kept, and 64 MB of bodies. */
  requests(): Promise<readonly RecordedRequest[]>;
  /**
   * Stops it: requests that are being answered get up to a second to end. A warning is emitted if one of
   * its sessions has an answer that no call has got. A mock that was joined goes on, without these sessions.
   */
  close(): Promise<void>;
}
