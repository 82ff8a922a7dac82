import { isIP } from "node:net";

/** An address to listen on. */
export interface ListenAddress {
  host: string;
  port: number;
}

/**
 * Reads `HOST:PORT`; an IPv6 address stands in brackets.
 *
 * @example
 * listenAddress("[::1]:0") // { host: "::1", port: 0 }
 */
export function listenAddress(text: string): ListenAddress | undefined {
  const [, v6, name, digits] = /^(?:\[([^\]]+)\]|([^:[\]\s]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = v6 ?? name;
  const port = Number(digits);
  if (host === undefined || port > 65_535 || (v6 !== undefined && isIP(v6) !== 6)) return undefined;
  return { host, port };
}
