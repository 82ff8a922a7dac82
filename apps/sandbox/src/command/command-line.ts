import { parseArgs } from "node:util";
import type { SandboxOptions } from "../sandbox.ts";
import { problemOf } from "../sandbox-options.ts";
import type { StoreLocation } from "../store/open-store.ts";
import {
  type AdministrationCommand,
  type AdministrationOption,
  administration,
  administrationOptions,
} from "./administration.ts";
import { storeLocation, storeOptions } from "./store-options.ts";

/** What the command line asks for. */
export type Command =
  | { name: "help" }
  | { name: "version" }
  | { name: "usage"; problem: string }
  | ({ name: "serve" } & ServeCommand)
  | { name: "administer"; location: StoreLocation; run: AdministrationRun }
  | { name: "backup"; folder: string; file: string };

/** An administrative command with its arguments and options. */
export type AdministrationRun = (
  store: Parameters<AdministrationCommand["run"]>[0],
) => ReturnType<AdministrationCommand["run"]>;

export interface ServeCommand {
  location: StoreLocation;
  testKeys: boolean;
  port: number;
  host: string;
  log: NonNullable<SandboxOptions["log"]>;
  allowWebhooksTo: readonly string[];
  publicUrl?: string;
  /** The command to run with the sandbox's address, and its arguments; empty for none. */
  command: string[];
}

export const usualPort = 4020;

export const serveOptions = {
  port: { type: "string" },
  host: { type: "string" },
  log: { type: "string" },
  "test-keys": { type: "boolean" },
  "allow-webhooks-to": { type: "string", multiple: true },
  "public-url": { type: "string" },
} as const;
const generalOptions = {
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
} as const;

/** Every option, as `parseArgs` takes them. */
export const options = { ...storeOptions, ...serveOptions, ...administrationOptions, ...generalOptions };

type Values = ReturnType<typeof parse>["values"];

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true });
}

/**
 * Reads the arguments. Whatever can't be meant gives a problem to tell, and never an error.
 *
 * @param isTerminal whether the log goes to a person
 *
 * @example
 * commandLine(["--memory", "--port", "0", "--", "npm", "test"], { isTerminal: false })
 */
export function commandLine(
  args: readonly string[],
  { isTerminal, databaseUrl }: { isTerminal: boolean; databaseUrl?: string | undefined },
): Command {
  const end = args.indexOf("--");
  const own = end === -1 ? args : args.slice(0, end);
  const command = end === -1 ? [] : args.slice(end + 1);
  if (end !== -1 && command.length === 0) return usage("a command must follow --");
  try {
    const { values, positionals } = parse(own);
    if (values.help) return { name: "help" };
    if (values.version) return { name: "version" };
    const location = storeLocation(values, databaseUrl);
    if (typeof location === "object" && "problem" in location) return usage(location.problem);
    if (positionals.length === 0) return serve(values, location, command, isTerminal);
    if (command.length > 0) return usage("only a sandbox that runs takes a command after --");
    return positionals[0] === "backup"
      ? backup(values, location, positionals.slice(1))
      : administer(values, location, positionals);
  } catch (error) {
    return usage((error as Error).message);
  }
}

function serve(values: Values, location: StoreLocation, command: string[], isTerminal: boolean): Command {
  const foreign = notTaken(values, Object.keys(serveOptions));
  if (foreign) return usage(`a sandbox that runs takes no --${foreign}`);
  const port = values.port ?? (command.length > 0 ? "0" : String(usualPort));
  const options = {
    port: /^\d+$/.test(port) ? Number(port) : Number.NaN,
    host: values.host ?? "127.0.0.1",
    log: (values.log ?? (isTerminal ? "pretty" : "json")) as ServeCommand["log"],
    allowWebhooksTo: values["allow-webhooks-to"] ?? [],
    ...(values["public-url"] !== undefined && { publicUrl: values["public-url"] }),
  };
  const problem = problemOf(options);
  if (problem) return usage(`--${problem.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
  const testKeys = values["test-keys"] ?? location === "memory";
  return { name: "serve", location, testKeys, ...options, command };
}

function backup(values: Values, location: StoreLocation, given: string[]): Command {
  const foreign = notTaken(values, []);
  if (foreign) return usage(`backup takes no --${foreign}`);
  const [file] = given;
  if (!file || given.length > 1) return usage("backup takes the file to write");
  if (location === "memory" || !("folder" in location))
    return usage("backup is for a folder, named with --data; PostgreSQL has pg_dump");
  return { name: "backup", folder: location.folder, file };
}

function administer(values: Values, location: StoreLocation, positionals: string[]): Command {
  if (location === "memory") return usage("nothing in memory outlives this command: --data or DATABASE_URL");
  const name = [positionals.slice(0, 2).join(" "), positionals[0] ?? ""].find((each) =>
    Object.hasOwn(administration, each),
  );
  const command = name === undefined ? undefined : administration[name];
  if (!command || name === undefined)
    return usage(`there is no command ${positionals.slice(0, 2).join(" ")}`);
  const foreign = notTaken(values, command.options ?? []);
  if (foreign) return usage(`${name} takes no --${foreign}`);
  const given = positionals.slice(name.split(" ").length);
  const needed = command.arguments.filter((argument) => !argument.startsWith("["));
  if (given.length < needed.length || given.length > command.arguments.length || given.includes(""))
    return usage(`${name} takes ${command.arguments.join(" ") || "no argument"}`);
  return { name: "administer", location, run: (store) => command.run(store, given, values) };
}

/** The first option that was given and is not among these, nor one of the store's. */
function notTaken(values: Values, taken: readonly string[]): string | undefined {
  const given = Object.entries(values).flatMap(([option, value]) => (value === false ? [] : option));
  return given.find((option) => !(option in storeOptions) && !taken.includes(option as AdministrationOption));
}

const usage = (problem: string): Command => ({ name: "usage", problem });
