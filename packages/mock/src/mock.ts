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

/** A running mock. */
export interface Mock {
  /** Its address, without a slash at the end: `http://127.0.0.1:49152`. */
  readonly url: string;
  readonly port: number;
  /** What was asked, oldest first. The last 10,000 requests are kept, and 64 MB of bodies. */
  readonly requests: readonly RecordedRequest[];
  /** Stops it: requests that are being answered get up to a second to end. */
  close(): Promise<void>;
}
