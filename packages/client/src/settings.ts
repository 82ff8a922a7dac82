import type { AttemptEvent } from "./attempt-event.ts";
import type { environments } from "./failures.gen.ts";
import type { Fetch, Transport } from "./transport/transport.ts";

/** The API key, or where to get it from. */
export type ApiKey = string | (() => string | Promise<string>);

/** The name of a server that the contract knows. */
export type Environment = keyof typeof environments;

/** How a client works. */
export interface ClientSettings {
  /** The secret of your organization. A function is asked once for each call, so keys can change. */
  readonly apiKey: ApiKey;
  /**
   * Allows plain http to another machine: key and patient data are then readable on the way.
   *
   * @default false
   */
  readonly insecureHttp?: boolean;
  /**
   * Makes the requests, through a proxy for instance. It must send a request at most once and
   * follow the `redirect` it is given.
   *
   * @default the runtime's `fetch`
   *
   * @example
   * fetch: (url, init) => undici.fetch(url, { ...init, dispatcher: proxy })
   */
  readonly fetch?: Fetch;
  /**
   * How long a call may take from beginning to end, in milliseconds: retries, pauses and reading
   * the answer included.
   *
   * @default 60_000
   */
  readonly timeout?: number;
  /**
   * How often a request that was not sent is tried again. No other is ever repeated.
   *
   * @default 2
   */
  readonly retries?: number;
  /**
   * The largest request body, in bytes. A larger one is refused before anything is sent.
   *
   * @default 32_000_000
   */
  readonly maxBodyBytes?: number;
  /** Hears of every attempt. It gets no content, and what it throws is ignored. */
  readonly onEvent?: (event: AttemptEvent) => void;
}

/** How a client works, and which server it talks to. Nothing defaults to production. */
export type ClientOptions = ClientSettings &
  (
    | { readonly environment: Environment; readonly baseUrl?: undefined }
    | { readonly baseUrl: string; readonly environment?: undefined }
  );

/** Options after the check, with every default filled in. */
export interface Settings extends Required<Omit<ClientSettings, "insecureHttp" | "onEvent">> {
  readonly baseUrl: string;
  readonly onEvent: ((event: AttemptEvent) => void) | undefined;
  readonly transport: Transport;
}
