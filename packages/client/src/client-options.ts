import { environments, packageName, maxBodyBytes as usualMaxBodyBytes } from "./generated/contract.gen.ts";
import type { AttemptEvent } from "./hooks.ts";
import { isHook, isTimeout } from "./request/call-options.ts";
import type { Fetch } from "./send/fetch.ts";
import { type PlatformFetch, runtimeTransport, type Transport } from "./send/transport.ts";

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
  /**
   * Whether requests say which package and version they come from.
   *
   * @default true
   */
  readonly userAgent?: boolean;
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
export interface Settings
  extends Required<Omit<ClientSettings, "insecureHttp" | "fetch" | "userAgent" | "onEvent">> {
  readonly fetch: PlatformFetch;
  readonly baseUrl: string;
  readonly onEvent: ((event: AttemptEvent) => void) | undefined;
  readonly transport: Transport;
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Whether a value can be sent as a header, and no line break of a secrets file has crept in. */
export const isApiKey = (key: unknown): key is string =>
  typeof key === "string" && /^[\x21-\x7e]+$/.test(key);

/**
 * Checks the options of a client and fills in the defaults.
 *
 * @throws {TypeError} if an option is missing or wrong; the message never holds its value
 * @throws {Error} in a browser
 */
export function checkOptions(options: ClientOptions): Settings {
  if ("window" in globalThis && "document" in globalThis) {
    throw new Error("This is for servers: in a browser the API key would be public");
  }
  const { apiKey, environment, baseUrl, fetch, onEvent, userAgent = true } = options;
  const { timeout = 60_000, retries = 2, maxBodyBytes = usualMaxBodyBytes } = options;
  demand(isApiKey(apiKey) || typeof apiKey === "function", "apiKey must be a key or a function");
  demand(isHook(fetch), "fetch must be a function");
  demand(isHook(onEvent), "onEvent must be a function");
  demand(isTimeout(timeout), "timeout must be a positive number");
  demand(Number.isInteger(retries) && retries >= 0, "retries must be a whole number");
  demand(Number.isInteger(maxBodyBytes) && maxBodyBytes > 0, "maxBodyBytes must be a positive whole number");
  demand(typeof userAgent === "boolean", "userAgent must be a boolean");
  demand((environment === undefined) !== (baseUrl === undefined), "give either environment or baseUrl");
  demand(environment === undefined || Object.hasOwn(environments, environment), "environment is unknown");
  return {
    apiKey: apiKey as ApiKey,
    baseUrl: addressOf(environment ? environments[environment] : (baseUrl as string), options.insecureHttp),
    // Looked up at each call, so that instrumentation that replaces it later is heeded.
    fetch: (fetch as PlatformFetch | undefined) ?? ((url, init) => globalThis.fetch(url, init)),
    timeout,
    retries,
    maxBodyBytes,
    onEvent,
    transport: runtimeTransport(),
    headers: userAgent ? { "user-agent": packageName } : {},
  };
}

function addressOf(baseUrl: string, insecureHttp: unknown): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  demand(url && url.href === url.origin + url.pathname, "baseUrl must be an address and a path");
  const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  demand(
    url.protocol === "https:" || (url.protocol === "http:" && (isLoopback || insecureHttp === true)),
    "baseUrl must be https, or http with insecureHttp: true",
  );
  return url.href.replace(/\/$/, "");
}

function demand(condition: unknown, message: string): asserts condition {
  if (!condition) throw new TypeError(message);
}
