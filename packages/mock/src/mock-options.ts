import {
  isText,
  type OptionCheck,
  optionsProblem,
  serverChecks,
  wholeNumber,
} from "@case-comments/contract-server";
import type { MockOptions } from "./mock.ts";

const isPem = (value: unknown) => isText(value) || value instanceof Uint8Array;
const hasPem = (value: unknown) => {
  const { cert, key } = Object(value);
  return isPem(cert) && isPem(key);
};

const checks: Readonly<Record<keyof MockOptions, OptionCheck>> = {
  ...serverChecks,
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
export const problemOf = (options: MockOptions): string | undefined => optionsProblem(options, checks);
