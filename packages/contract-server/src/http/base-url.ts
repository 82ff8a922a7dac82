import type { AddressInfo } from "node:net";

/**
 * The URL at which a server is reached from its own machine, without a slash at the end.
 *
 * @example
 * baseUrl("http", { address: "0.0.0.0", family: "IPv4", port: 4010 }) // "http://127.0.0.1:4010"
 */
export function baseUrl(scheme: "http" | "https", { address, family, port }: AddressInfo): string {
  const host = everywhere[address] ?? address;
  return `${scheme}://${family === "IPv6" ? `[${host}]` : host}:${port}`;
}

const everywhere: Record<string, string> = { "0.0.0.0": "127.0.0.1", "::": "::1" };
