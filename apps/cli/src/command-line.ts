import { parseArgs } from "node:util";
import type { Author } from "@case-comments/client";
import { type AttachmentArgument, attachmentArgument } from "./attachment-argument.ts";
import { options } from "./options.ts";

/** What the command line asks for. */
export type Command =
  | { name: "help" }
  | { name: "version" }
  | { name: "usage"; problem: string }
  | ({ name: "add" } & AddCommand);

export interface AddCommand {
  caseId: string;
  /** The text, or "-" for standard input. */
  text: string;
  isRestricted: boolean;
  author: Author;
  attachments: AttachmentArgument[];
  tags: string[];
  webhookNotify: boolean;
  target: { environment: "production" | "staging" } | { baseUrl: string };
  /** Milliseconds. */
  timeout: number;
  json: boolean;
}

/** Seconds. */
const usualTimeout = 60;

/**
 * Reads the command line. A problem names the option, never what was given for it: that may be
 * a patient's data.
 */
export function commandLine(args: string[]): Command {
  let parsed: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    return { name: "usage", problem: parseProblem(error as Error) };
  }
  const { values, positionals } = parsed;
  if (values.help || (args.length === 1 && args[0] === "help")) return { name: "help" };
  if (values.version) return { name: "version" };
  const [name, caseId, ...more] = positionals;
  const problem = firstProblem(name, caseId, more, values);
  if (problem || caseId === undefined) return { name: "usage", problem: problem ?? "CASE_ID is missing" };
  return {
    name: "add",
    caseId,
    text: values.text ?? "",
    isRestricted: values.restricted === true,
    author: {
      email: values["author-email"] ?? "",
      ...(values["author-first-name"] ? { firstName: values["author-first-name"] } : {}),
      ...(values["author-last-name"] ? { lastName: values["author-last-name"] } : {}),
    },
    attachments: (values.attach ?? []).flatMap((each) => attachmentArgument(each) ?? []),
    tags: values.tag ?? [],
    webhookNotify: !values["no-webhook"],
    target: values["base-url"]
      ? { baseUrl: values["base-url"] }
      : { environment: values.env as "production" | "staging" },
    timeout: Number(values.timeout ?? usualTimeout) * 1000,
    json: values.json === true,
  };
}

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];

function firstProblem(name: string | undefined, caseId: string | undefined, more: string[], values: Values) {
  const unstated = (values.attach ?? []).findIndex((each) => !attachmentArgument(each));
  const problems: [boolean, string][] = [
    [name === undefined, "a command is missing; there is one: add"],
    [name !== "add", "there is one command: add"],
    [caseId === undefined, "CASE_ID is missing"],
    [more.length > 0, "there is more than one CASE_ID; put quotation marks around a text with spaces"],
    [values.text === undefined, "--text is missing"],
    [values["author-email"] === undefined, "--author-email is missing"],
    [values.restricted === values.visible, "say who may see the comment: either --restricted or --visible"],
    [
      unstated >= 0,
      `--attach number ${unstated + 1} must end with :phi or :no-phi and :restricted or :visible`,
    ],
    [
      (values.env === undefined) === (values["base-url"] === undefined),
      "say where to: either --env or --base-url",
    ],
    [
      values.env !== undefined && !["production", "staging"].includes(values.env),
      "--env is production or staging",
    ],
    [!(Number(values.timeout ?? usualTimeout) > 0), "--timeout is a number of seconds"],
  ];
  return problems.find(([applies]) => applies)?.[1];
}

function parseProblem(error: Error): string {
  // Node's messages quote the argument. Only what looks like an option's name is repeated.
  const option = /'(--[a-z-]+)/.exec(error.message)?.[1];
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION")
    return option ? `there is no option ${option}` : "an option is unknown";
  return option ? `${option} is not used as it should be` : "the arguments can't be read";
}
