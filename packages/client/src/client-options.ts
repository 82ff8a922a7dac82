import { environments, maxBodyBytes } from "./failures.gen.ts";
import type { ApiKey, ClientOptions, Environment, Settings } from "./settings.ts";
import { runtimeTransport } from "./transport/transport.ts";

/** Whether a value can be sent as a header, and no line break of a secrets file has crept in. */
export const isApiKey = (key: unknown): key is string =>
  typeof key === "string" && /^[\x21-\x7e]+$/.test(key);

/** Timers take no more. */
export const isTimeout = (value: unknown): value is number =>
  typeof value === "number" && value > 0 && value < 2 ** 31;

/**
 * Checks the options of a client and fills in the defaults.
 *
 * @throws {TypeError} if an option is missing or wrong; the message never holds its value
 */
export function checkOptions(options: ClientOptions): Settings {
  const { apiKey, fetch, timeout = 60_000, retries = 2, onEvent } = options;
  const { maxBodyBytes: limit = maxBodyBytes } = options;
  demand(isApiKey(apiKey) || typeof apiKey === "function", "apiKey must be a key or a function that gets it");
  demand(fetch === undefined || typeof fetch === "function", "fetch must be a function");
  demand(isTimeout(timeout), "timeout must be a positive number of milliseconds");
  demand(Number.isInteger(retries) && retries >= 0, "retries must be a whole number");
  demand(Number.isInteger(limit) && limit > 0, "maxBodyBytes must be a positive whole number");
  demand(onEvent === undefined || typeof onEvent === "function", "onEvent must be a function");
  return {
    apiKey: apiKey as ApiKey,
    baseUrl: baseUrlOf(options),
    // Looked up at each call, so that instrumentation that replaces it later is heeded.
    fetch: fetch ?? ((url, init) => globalThis.fetch(url, init)),
    timeout,
    retries,
    maxBodyBytes: limit,
    onEvent,
    transport: runtimeTransport(),
  };
}

function baseUrlOf({ environment, baseUrl, insecureHttp }: ClientOptions): string {
  demand((environment === undefined) !== (baseUrl === undefined), "give either environment or baseUrl");
  if (environment !== undefined) {
    demand(Object.hasOwn(environments, environment), "environment is not one of the contract's");
    return environments[environment as Environment];
  }
  const url = URL.canParse(baseUrl as string) ? new URL(baseUrl as string) : undefined;
  demand(url !== undefined, "baseUrl must be a URL");
  demand(
    !url.username && !url.password && !url.search && !url.hash,
    "baseUrl must be an address and a path only",
  );
  const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  demand(
    url.protocol === "https:" || (url.protocol === "http:" && (isLoopback || insecureHttp === true)),
    "baseUrl must be https; plain http to another machine takes insecureHttp: true",
  );
  return url.href.replace(/\/$/, "");
}

function demand(condition: boolean, message: string): asserts condition {
  if (!condition) throw new TypeError(message);
}
