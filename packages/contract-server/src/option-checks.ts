/** Whether a value can be meant as an option, and what the option takes, in words. */
export type OptionCheck = readonly [isTaken: (value: unknown) => boolean, taken: string];

export const isText = (value: unknown) => typeof value === "string";

/** @param of what the number is, in words */
export const wholeNumber = (most: number, of: string): OptionCheck => [
  (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most,
  `${of} from 0 to ${most}`,
];

/** Of what every server is told. */
export const serverChecks = {
  port: wholeNumber(65_535, "a number"),
  // Node takes an empty text for every interface.
  host: [(value) => isText(value) && /^\S+$/.test(String(value)), "an address to listen on"],
  log: [(value) => value === "pretty" || value === "json" || value === "off", "pretty, json or off"],
} as const satisfies Record<string, OptionCheck>;

/**
 * Says what is wrong with the first option that can't be meant, without its value. A command and what starts
 * the same from a program both ask this.
 *
 * @example
 * optionsProblem({ port: 70_000 }, serverChecks) // "port takes a number from 0 to 65535"
 */
export function optionsProblem(
  options: object,
  checks: Readonly<Record<string, OptionCheck>>,
): string | undefined {
  for (const [name, value] of Object.entries(options)) {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (!check) return `${name} is no option`;
    const [isTaken, taken] = check;
    if (value !== undefined && !isTaken(value)) return `${name} takes ${taken}`;
  }
  return undefined;
}
