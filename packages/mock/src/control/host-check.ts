import { isIP } from "node:net";

/**
 * Builds what says whether a Host header names the machine that is listened on. A page can give its own
 * name the address of this machine, and would then be of the same origin. Where others are meant to reach
 * the listener, nobody knows by which name.
 *
 * @param host the address that is listened on
 *
 * @see https://fetch.spec.whatwg.org/#cors-protocol-exceptions
 */
export function hostCheck(host: string): (header: string | undefined) => boolean {
  if (!isLoopback(host)) return () => true;
  return (header = "") => {
    const name = header.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
    return isLoopback(name);
  };
}

function isLoopback(name: string): boolean {
  const lower = name.toLowerCase();
  return lower === "localhost" || lower === "::1" || (isIP(lower) === 4 && lower.startsWith("127."));
}
