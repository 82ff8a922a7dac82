import type { Author } from "@case-comments/client";
import { type Arguments, parseArguments } from "./arguments.ts";
import { type AttachmentArgument, attachmentArgument } from "./attachment-argument.ts";
import { didYouMean } from "./did-you-mean.ts";
import { commands, options, type Shell, shells } from "./options.ts";
import { UsageProblem } from "./usage-problem.ts";

/** What the command line asks for. */
export type Command =
  | { name: "help" }
  | { name: "version" }
  | { name: "completion"; shell: Shell }
  | ({ name: "add" } & AddCommand);

export type Target = { environment: "production" | "staging" } | { baseUrl: string };

export interface AddCommand {
  caseId: string;
  /** Where the text is. `-` is standard input. */
  text: { option: "--text"; text: string } | { option: "--text-file"; file: string };
  isRestricted: boolean;
  author: Author;
  attachments: AttachmentArgument[];
  /** A file that lists more of them. */
  attachmentList: string | undefined;
  tags: string[];
  webhookNotify: boolean;
  target: Target;
  /** Milliseconds, or as many as the upload needs. */
  timeout: number | undefined;
}

/** Seconds; timers take no more. */
const longestTimeout = Math.floor((2 ** 31 - 1) / 1000);

/**
 * Reads the command line.
 *
 * @throws {UsageProblem} if it can't be carried out
 */
export function commandLine(args: readonly string[]): Command {
  const { values, positionals } = parseArguments(args);
  const [name, ...others] = positionals;
  if (values.help || name === "help") return { name: "help" };
  if (values.version) return { name: "version" };
  if (name === "completion") return { name, shell: shellOf(others) };
  if (name === "add") return { name, ...addCommand(values, others) };
  if (name === undefined) throw new UsageProblem("a command is missing; to add a comment: add");
  const meant = didYouMean(name, Object.keys(commands));
  throw new UsageProblem(`there is no such command${meant ? `; did you mean ${meant}?` : "; there is add"}`);
}

function addCommand(values: Arguments["values"], [caseId, ...more]: readonly string[]): AddCommand {
  const { text, "text-file": textFile, env, "base-url": baseUrl, timeout } = values;
  demand(caseId !== undefined && caseId !== "", "CASE_ID is missing");
  demand(more.length === 0, "there is more than one CASE_ID; put quotation marks around a text with spaces");
  demand((text === undefined) !== (textFile === undefined), "say what it says: either --text or --text-file");
  demand(values["author-email"] !== undefined, "--author-email is missing");
  demand(
    values.restricted !== values.visible,
    "say who may see the comment: either --restricted or --visible",
  );
  demand((env === undefined) !== (baseUrl === undefined), "say where to: either --env or --base-url");
  const { "author-first-name": firstName, "author-last-name": lastName } = values;
  return {
    caseId,
    text:
      textFile === undefined
        ? { option: "--text", text: text as string }
        : { option: "--text-file", file: textFile },
    isRestricted: values.restricted === true,
    author: {
      email: values["author-email"],
      ...(firstName ? { firstName } : {}),
      ...(lastName ? { lastName } : {}),
    },
    attachments: (values.attach ?? []).map((each, index) =>
      attachmentArgument(each, `--attach number ${index + 1}`),
    ),
    attachmentList: values["attach-list"],
    tags: values.tag ?? [],
    webhookNotify: !values["no-webhook"],
    target: baseUrl === undefined ? { environment: environmentOf(env) } : { baseUrl },
    timeout: timeout === undefined ? undefined : millisecondsOf(timeout),
  };
}

function environmentOf(env: string | undefined): (typeof options.env.offers)[number] {
  const environment = options.env.offers.find((name) => name === env);
  demand(environment !== undefined, "--env is production or staging");
  return environment;
}

function millisecondsOf(timeout: string): number {
  const seconds = /^\d+(\.\d+)?$/.test(timeout) ? Number(timeout) : 0;
  demand(
    seconds > 0 && seconds <= longestTimeout,
    `--timeout is a number of seconds, up to ${longestTimeout}`,
  );
  return seconds * 1000;
}

function shellOf([name, ...more]: readonly string[]): Shell {
  const shell = shells.find((known) => known === name);
  demand(shell !== undefined && more.length === 0, `completion is for one of ${shells.join(", ")}`);
  return shell;
}

function demand(condition: boolean, problem: string): asserts condition {
  if (!condition) throw new UsageProblem(problem);
}
