import type { SandboxOptions } from "./sandbox.ts";
import { isStoreLocation } from "./store/open-store.ts";
import { isDestinationRule } from "./webhooks/destination.ts";
import { isWebAddress } from "./webhooks/web-address.ts";

type Check = readonly [isTaken: (value: unknown) => boolean, taken: string];

const isText = (value: unknown) => typeof value === "string";
const isPort = (value: unknown) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 65_535;
const areDestinations = (value: unknown) =>
  Array.isArray(value) && value.every((rule) => isText(rule) && isDestinationRule(rule));

const checks: Readonly<Record<keyof SandboxOptions, Check>> = {
  port: [isPort, "a number from 0 to 65535"],
  // Node takes an empty text for every interface.
  host: [(value) => isText(value) && /^\S+$/.test(String(value)), "an address to listen on"],
  log: [(value) => value === "pretty" || value === "json" || value === "off", "pretty, json or off"],
  store: [isStoreLocation, '"memory", a folder or a databaseUrl'],
  testKeys: [(value) => typeof value === "boolean", "true or false"],
  allowWebhooksTo: [areDestinations, "hosts, addresses and ranges such as 10.0.0.0/8"],
  publicUrl: [
    (value) => isText(value) && isWebAddress(String(value)),
    "an address such as http://sandbox:4020",
  ],
};

/**
 * Says what is wrong with the first option that can't be meant, without its value. The command and
 * `startSandbox` both ask this.
 *
 * @example
 * problemOf({ port: 70_000 }) // "port takes a number from 0 to 65535"
 */
export function problemOf(options: SandboxOptions): string | undefined {
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(checks, name)) return `${name} is no option`;
    const [isTaken, taken] = checks[name as keyof SandboxOptions];
    if (value !== undefined && !isTaken(value)) return `${name} takes ${taken}`;
  }
  return undefined;
}
