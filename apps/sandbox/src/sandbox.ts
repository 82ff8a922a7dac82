/** How a sandbox behaves. */
export interface SandboxOptions {
  /**
   * The port to listen on. 0 takes a free one.
   * @default 0
   */
  port?: number;
  /**
   * The address to listen on. The sandbox is meant for the machine it runs on; in a container, use `0.0.0.0`.
   * @default "127.0.0.1"
   */
  host?: string;
  /**
   * One line for each answer, on standard output: its method, operation, status, name and milliseconds.
   * @default "off"
   */
  log?: "pretty" | "json" | "off";
  /**
   * Where comments are kept: in memory, in a folder (`{ folder: "data" }`, made if it isn't there), or in
   * PostgreSQL (`{ databaseUrl: "postgres://…" }`).
   * @default "memory"
   */
  store?: "memory" | { folder: string } | { databaseUrl: string };
  /**
   * Whether every key that begins with `test_` opens a world of its own.
   * @default true in memory, and false elsewhere
   */
  testKeys?: boolean;
  /**
   * Hosts, addresses and ranges of addresses that webhooks may go to although they are private, such as
   * `receiver.internal` or `10.0.0.0/8`. The internet is open to them, and this machine if nobody else
   * can reach the sandbox.
   * @default []
   */
  allowWebhooksTo?: readonly string[];
  /**
   * Where receivers reach the sandbox, for the links to files in webhooks: `http://sandbox:4020`.
   * @default the address that it listens on
   */
  publicUrl?: string;
}

/** A running sandbox. */
export interface Sandbox {
  /** Its address, without a slash at the end: `http://127.0.0.1:49152`. */
  readonly url: string;
  readonly port: number;
  /** Stops it: calls that are being answered get up to a second to end. */
  close(): Promise<void>;
}
