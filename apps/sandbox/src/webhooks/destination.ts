import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** Where events may go, beside the internet: names of hosts, addresses, and ranges such as `10.0.0.0/8`. */
export interface DestinationRules {
  allowed: readonly string[];
  /** Whether this machine may be called, because nobody else can reach the sandbox. */
  loopback: boolean;
  /** Gives all the addresses that a name stands for. */
  lookUp(name: string): Promise<LookupAddress[]>;
}

/** The rules of a sandbox that listens on a host: where only this machine can reach it, it may call this machine. */
export function destinationRules(host: string, allowed: readonly string[]): DestinationRules {
  return {
    allowed,
    loopback: host === "localhost" || (isIP(host) !== 0 && ipaddr.process(host).range() === "loopback"),
    lookUp: (name) => lookup(name, { all: true }),
  };
}

/** Addresses that reach no receiver, or that hand out what must not be handed out, whoever asks for them. */
const never = new Set(["unspecified", "broadcast", "multicast", "linkLocal", "reserved"]);

/** Why an address was not called. */
export class DestinationRefused extends Error {
  constructor() {
    super("The address may not be called");
  }
}

/**
 * Looks a host up once, and gives the address to call. All that the name stands for must be allowed: a
 * name that also stands for a private address is how others' networks are reached.
 *
 * @throws {DestinationRefused} if one of them is not
 * @throws the error of the lookup
 */
export async function addressOf(host: string, rules: DestinationRules): Promise<LookupAddress> {
  const bare = host.replace(/^\[|\]$/g, "");
  const family = isIP(bare);
  const addresses = family ? [{ address: bare, family }] : await rules.lookUp(bare);
  const [first] = addresses;
  if (!first || !addresses.every(({ address }) => isAllowed(address, bare, rules)))
    throw new DestinationRefused();
  return first;
}

function isAllowed(address: string, host: string, { allowed, loopback }: DestinationRules): boolean {
  // An IPv4 address inside an IPv6 one is taken for what it is.
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  if (never.has(range)) return false;
  if (range === "unicast" || (range === "loopback" && loopback)) return true;
  return allowed.some((rule) => rule.toLowerCase() === host.toLowerCase() || isWithin(parsed, rule));
}

function isWithin(address: ipaddr.IPv4 | ipaddr.IPv6, rule: string): boolean {
  if (isIP(rule)) return ipaddr.process(rule).toString() === address.toString();
  if (!rule.includes("/")) return false;
  const [start, bits] = ipaddr.parseCIDR(rule);
  return start.kind() === address.kind() && address.match(start, bits);
}

/** Whether a text can be a rule: a host, an address, or a range of addresses. */
export function isDestinationRule(rule: string): boolean {
  if (!rule.includes("/")) return /^[\w.:-]+$/.test(rule);
  try {
    ipaddr.parseCIDR(rule);
    return true;
  } catch {
    return false;
  }
}
