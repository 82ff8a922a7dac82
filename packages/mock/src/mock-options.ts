import type { MockOptions } from "./mock.ts";

type Check = readonly [isTaken: (value: unknown) => boolean, taken: string];

const wholeNumber = (most: number, of: string): Check => [
  (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most,
  `${of} from 0 to ${most}`,
];
const isText = (value: unknown) => typeof value === "string";
const isPem = (value: unknown) => isText(value) || value instanceof Uint8Array;
const hasPem = (value: unknown) => {
  const { cert, key } = Object(value);
  return isPem(cert) && isPem(key);
};

const checks: Readonly<Record<keyof MockOptions, Check>> = {
  port: wholeNumber(65_535, "a number"),
  // Node takes an empty text for every interface.
  host: [(value) => isText(value) && /^\S+$/.test(String(value)), "an address to listen on"],
  log: [(value) => value === "pretty" || value === "json" || value === "off", "pretty, json or off"],
  delay: wholeNumber(3_600_000, "milliseconds"),
  seed: [isText, "a text"],
  tls: [hasPem, "a cert and a key, as PEM"],
};

/**
 * Says what is wrong with the first option that can't be meant, without its value. The command and
 * `startMock` both ask this.
 *
 * @example
 * problemOf({ port: 70_000 }) // "port takes a number from 0 to 65535"
 */
export function problemOf(options: MockOptions): string | undefined {
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(checks, name)) return `${name} is no option`;
    const [isTaken, taken] = checks[name as keyof MockOptions];
    if (value !== undefined && !isTaken(value)) return `${name} takes ${taken}`;
  }
  return undefined;
}
