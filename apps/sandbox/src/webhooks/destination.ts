import type { LookupAddress } from "node:dns";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { type LookUp, patientLookUp } from "./look-up.ts";
import { bareHost } from "./web-address.ts";

/** Where events may go, beside the internet: names of hosts, addresses, and ranges such as `10.0.0.0/8`. */
export interface DestinationRules {
  allowed: readonly string[];
  /** Whether this machine may be called, because nobody else can reach the sandbox. */
  loopback: boolean;
  lookUp: LookUp;
}

/** The rules of a sandbox that listens on a host: where only this machine can reach it, it may call this machine. */
export function destinationRules(host: string, allowed: readonly string[]): DestinationRules {
  return {
    allowed,
    loopback: host === "localhost" || (isIP(host) !== 0 && ipaddr.process(host).range() === "loopback"),
    lookUp: patientLookUp(),
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
 * Looks a host up once, and gives the addresses to call, in the order in which they are to be tried. All that
 * the name stands for must be allowed: a name that also stands for a private address is how others' networks
 * are reached.
 *
 * @throws {DestinationRefused} if one of them is not
 * @throws the error of the lookup
 */
export async function addressesOf(host: string, rules: DestinationRules): Promise<Addresses> {
  const bare = bareHost(host);
  const family = isIP(bare);
  const [first, ...others] = family ? [{ address: bare, family }] : await rules.lookUp(bare);
  if (!first || ![first, ...others].every(({ address }) => isAllowed(address, bare, rules)))
    throw new DestinationRefused();
  return [first, ...others];
}

/** At least one. */
export type Addresses = readonly [LookupAddress, ...LookupAddress[]];

function isAllowed(address: string, host: string, { allowed, loopback }: DestinationRules): boolean {
  // An IPv4 address inside an IPv6 one is taken for what it is.
  const parsed = ipaddr.process(address);
  const range = rangeOf(parsed);
  const translated = translatedIn(parsed);
  if (never.has(range) || (translated && never.has(translated.range()))) return false;
  if (range === "unicast" || (range === "loopback" && loopback)) return true;
  return allowed.some((rule) => rule.toLowerCase() === host.toLowerCase() || isWithin(parsed, rule));
}

/** Whether an address is one of the internet's. */
export const isPublic = (address: string): boolean => rangeOf(ipaddr.process(address)) === "unicast";

/** What the library takes for unicast as long as it knows nothing else of it. */
function rangeOf(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  const range = address.range();
  return range === "unicast" && address instanceof ipaddr.IPv6 && !address.match(globalUnicast)
    ? "reserved"
    : range;
}

/** All that has been given out so far. @see https://www.iana.org/assignments/ipv6-address-space */
const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");

/** The IPv4 address that a gateway on the way would call for an IPv6 one. */
function translatedIn(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | undefined {
  const range = address.range();
  const at = range === "6to4" ? 2 : 12;
  if (range !== "6to4" && range !== "rfc6052" && range !== "rfc6145") return undefined;
  return new ipaddr.IPv4(address.toByteArray().slice(at, at + 4));
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
