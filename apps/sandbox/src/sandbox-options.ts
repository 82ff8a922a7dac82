import { isText, type OptionCheck, optionsProblem, serverChecks } from "@case-comments/contract-server";
import type { SandboxOptions } from "./sandbox.ts";
import { isStoreLocation } from "./store/open-store.ts";
import { isDestinationRule } from "./webhooks/destination.ts";
import { isWebAddress } from "./webhooks/web-address.ts";

const areDestinations = (value: unknown) =>
  Array.isArray(value) && value.every((rule) => isText(rule) && isDestinationRule(rule));

const checks: Readonly<Record<keyof SandboxOptions, OptionCheck>> = {
  ...serverChecks,
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
export const problemOf = (options: SandboxOptions): string | undefined => optionsProblem(options, checks);
