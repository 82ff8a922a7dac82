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
  /** The body, if it was JSON. */
  body?: unknown;
  /** The status of the answer; absent when a fault withheld it. */
  status?: number;
  /** The name of the answer, such as `commentCreated` or `caseNotFound`. */
  answer: string;
  /** What the request did wrong; empty when it deserved to succeed, whatever it was answered. */
  violations: Violation[];
}

/** A rule that a request broke. The checks stop at the first answer that is due, so this names one rule or close relatives. */
export interface Violation {
  /** The failure's name in the contract, such as `missingRequiredField`. */
  failure: string;
  /** Where, and which rule: `required at /communication/text`. Holds no value of the request. */
  rule: string;
}

/** A running mock. */
export interface Mock {
  /** Its address, without a slash at the end: `http://127.0.0.1:49152`. */
  readonly url: string;
  readonly port: number;
  /** What was asked, oldest first. The last 1,000 requests are kept, with up to 64 MB of bodies. */
  readonly requests: readonly RecordedRequest[];
  /** Stops it: requests that are being answered get up to a second to end. */
  close(): Promise<void>;
}
