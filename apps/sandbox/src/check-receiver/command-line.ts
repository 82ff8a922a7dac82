import { parseArgs } from "node:util";
import { uuid } from "@case-comments/openapi/formats";
import { isWebAddress } from "../webhooks/web-address.ts";
import { documentedEvents } from "./documented-events.ts";

/** What the command line of `check-receiver` asks for. */
export type CheckReceiverCommand =
  | { name: "help" }
  | { name: "usage"; problem: string }
  | ({ name: "check-receiver" } & CheckReceiverOptions);

export interface CheckReceiverOptions {
  url: URL;
  secret: string;
  count?: string;
  caseId: string;
  /** In seconds. */
  timeLimit: number;
  /** In megabytes. */
  largest: number;
  json: boolean;
  /** The file to which the report is written as JUnit XML, if it is. */
  junit?: string;
  /** Whether it may be an address on the internet. */
  internet: boolean;
}

/** Every option, as `parseArgs` takes them. */
export const checkReceiverOptions = {
  "secret-env": { type: "string" },
  count: { type: "string" },
  "case-id": { type: "string", default: shownCaseId() },
  "time-limit": { type: "string", default: "10" },
  largest: { type: "string", default: "32" },
  json: { type: "boolean", default: false },
  junit: { type: "string" },
  internet: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/**
 * Reads the arguments behind `check-receiver`. Whatever can't be meant gives a problem to tell, and never
 * an error; no problem names a value, because one may be a secret in the wrong place.
 *
 * @param env where the secret is
 *
 * @example
 * checkReceiverCommandLine(["http://127.0.0.1:8080/webhooks", "--secret-env", "WEBHOOK_SECRET"], process.env)
 */
export function checkReceiverCommandLine(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): CheckReceiverCommand {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: checkReceiverOptions,
      allowPositionals: true,
    });
    if (values.help) return { name: "help" };
    const [address = ""] = positionals;
    if (positionals.length !== 1 || !isWebAddress(address))
      return usage(
        "check-receiver takes the address of one receiver, such as http://127.0.0.1:8080/webhooks",
      );
    const secret = env[values["secret-env"] ?? ""];
    if (!secret) return usage("--secret-env names an environment variable that holds the webhook's secret");
    if (values.count === "") return usage("--count takes an address, or a command of a shell");
    if (!uuid(values["case-id"])) return usage("--case-id takes a UUID");
    const timeLimit = wholeNumber(values["time-limit"], 600);
    if (!timeLimit) return usage("--time-limit takes seconds, from 1 to 600");
    const largest = wholeNumber(values.largest, 100);
    if (!largest) return usage("--largest takes megabytes, from 1 to 100");
    return {
      name: "check-receiver",
      url: new URL(address),
      secret,
      caseId: values["case-id"],
      timeLimit,
      largest,
      json: values.json,
      internet: values.internet,
      ...(values.count === undefined ? {} : { count: values.count }),
      ...(values.junit === undefined ? {} : { junit: values.junit }),
    };
  } catch (error) {
    return usage((error as Error).message);
  }
}

/** The case of the contract's examples. */
function shownCaseId(): string {
  const cases = documentedEvents.map(({ value }) => value.payload?.case as { id: string } | undefined);
  return cases.find((each) => each)?.id ?? "";
}

function wholeNumber(text: string, most: number): number | undefined {
  const number = Number(text);
  return /^\d+$/.test(text) && number >= 1 && number <= most ? number : undefined;
}

const usage = (problem: string): CheckReceiverCommand => ({ name: "usage", problem });
