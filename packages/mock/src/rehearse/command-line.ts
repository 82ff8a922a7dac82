import { parseArgs } from "node:util";
import { isRehearsed, type RehearsedFault, rehearsedFaults, usualFaults } from "./rehearsed-faults.ts";

/** What the command line of `rehearse` asks for. */
export type RehearseCommand =
  | { name: "help" }
  | { name: "usage"; problem: string }
  | ({ name: "rehearse" } & RehearseOptions);

export interface RehearseOptions {
  command: string[];
  faults: readonly RehearsedFault[];
  /** In seconds. */
  wait: number;
  json: boolean;
  /** The file to which the report is written as JUnit XML, if it is. */
  junit?: string;
}

/** Every option, as `parseArgs` takes them. */
export const rehearseOptions = {
  faults: { type: "string" },
  wait: { type: "string", default: "90" },
  json: { type: "boolean", default: false },
  junit: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;

/**
 * Reads the arguments behind `rehearse`. Whatever can't be meant gives a problem to tell, and never an
 * error.
 *
 * @example
 * rehearseCommandLine(["--faults", "503,stall", "--", "npm", "test"])
 */
export function rehearseCommandLine(args: readonly string[]): RehearseCommand {
  const end = args.indexOf("--");
  const own = end === -1 ? args : args.slice(0, end);
  const command = end === -1 ? [] : args.slice(end + 1);
  try {
    const { values } = parseArgs({ args: [...own], options: rehearseOptions });
    if (values.help) return { name: "help" };
    if (command.length === 0) return usage("rehearse needs the command that runs your tests, behind --");
    const faults = faultsIn(values.faults);
    if (!faults) return usage(`--faults takes all, or some of ${rehearsedFaults.join(", ")}, with commas`);
    if (!/^\d+$/.test(values.wait) || Number(values.wait) < 1 || Number(values.wait) > 3_600)
      return usage("--wait takes seconds, from 1 to 3600");
    return {
      name: "rehearse",
      command,
      faults,
      wait: Number(values.wait),
      json: values.json,
      ...(values.junit === undefined ? {} : { junit: values.junit }),
    };
  } catch (error) {
    return usage((error as Error).message);
  }
}

function faultsIn(list: string | undefined): readonly RehearsedFault[] | undefined {
  if (list === undefined) return usualFaults;
  if (list === "all") return rehearsedFaults;
  const named = [...new Set(list.split(","))];
  return named.every(isRehearsed) ? named : undefined;
}

const usage = (problem: string): RehearseCommand => ({ name: "usage", problem });
