import { parseArgs } from "node:util";
import { type ListenAddress, listenAddress } from "./listen-address.ts";
import type { MockOptions } from "./mock.ts";
import { problemOf } from "./mock-options.ts";
import type { TlsFiles } from "./tls-files.ts";

/** What the command line asks for. */
export type Command =
  | { name: "help" }
  | { name: "version" }
  | { name: "usage"; problem: string }
  | ({ name: "run" } & RunCommand);

export interface RunCommand {
  port: number;
  host: string;
  delay: number;
  /** Makes the ids and times of successes the same in each run. */
  seed?: string;
  log: NonNullable<MockOptions["log"]>;
  /** What makes it speak HTTPS. */
  tlsFiles?: TlsFiles;
  /** The file to which requests are written, if they are. */
  record?: string;
  recordBodies: boolean;
  /** Where to listen for those who steer the mock. */
  control?: ListenAddress;
  /** The command to run with the mock's address, and its arguments; empty for none. */
  command: string[];
}

const usualPort = 4010;

/**
 * Reads the arguments. Whatever can't be meant gives a problem to tell, and never an error.
 *
 * @param isTerminal whether the log goes to a person
 *
 * @example
 * commandLine(["--port", "0", "--", "npm", "test"], false)
 */
export function commandLine(args: readonly string[], isTerminal: boolean): Command {
  const end = args.indexOf("--");
  const own = end === -1 ? args : args.slice(0, end);
  const command = end === -1 ? [] : args.slice(end + 1);
  if (end !== -1 && command.length === 0) return usage("a command must follow --");
  try {
    const { values } = parseArgs({ args: [...own], options });
    if (values.help) return { name: "help" };
    if (values.version) return { name: "version" };
    const shared = {
      port: numberOf(values.port ?? (command.length > 0 ? "0" : String(usualPort))),
      host: values.host,
      delay: numberOf(values.delay),
      log: (values.log ?? (isTerminal ? "pretty" : "json")) as RunCommand["log"],
      ...(values.seed === undefined ? {} : { seed: values.seed }),
    };
    const problem = problemOf(shared);
    if (problem) return usage(`--${problem}`);
    if (values["record-bodies"] && values.record === undefined)
      return usage("--record-bodies needs --record FILE");
    const control = values.control === undefined ? undefined : listenAddress(values.control);
    if (values.control !== undefined && !control)
      return usage("--control takes HOST:PORT, such as 127.0.0.1:0");
    const { "tls-cert": cert, "tls-key": key } = values;
    if ((cert === undefined) !== (key === undefined))
      return usage("--tls-cert FILE and --tls-key FILE belong together");
    return {
      name: "run",
      ...shared,
      ...(cert === undefined || key === undefined ? {} : { tlsFiles: { cert, key } }),
      ...(values.record === undefined ? {} : { record: values.record }),
      recordBodies: values["record-bodies"],
      ...(control === undefined ? {} : { control }),
      command,
    };
  } catch (error) {
    return usage((error as Error).message);
  }
}

/** Every option, as `parseArgs` takes them. */
export const options = {
  port: { type: "string" },
  host: { type: "string", default: "127.0.0.1" },
  delay: { type: "string", default: "0" },
  seed: { type: "string" },
  log: { type: "string" },
  record: { type: "string" },
  "record-bodies": { type: "boolean", default: false },
  "tls-cert": { type: "string" },
  "tls-key": { type: "string" },
  control: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
  version: { type: "boolean", short: "v", default: false },
} as const;

const usage = (problem: string): Command => ({ name: "usage", problem });
const numberOf = (text: string) => (/^\d+$/.test(text) ? Number(text) : Number.NaN);
