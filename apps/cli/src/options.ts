import type { Author, NewComment } from "@case-comments/client";

/** A place in a comment, as a JSON pointer: a field of it, or one of its author's. */
type Field = `/${Exclude<keyof NewComment, "author">}` | `/author/${keyof Author}`;

export interface Option {
  readonly type: "string" | "boolean";
  readonly short?: string;
  readonly multiple?: true;
  /** What stands for its value in the help. */
  readonly value?: string;
  /** What a shell offers for its value: the names of files, or these words. */
  readonly offers?: "files" | readonly string[];
  /** The field that it fills. */
  readonly sets?: Field;
  readonly help: readonly string[];
}

/** Every option, in the order of the help. What stands before a semicolon is shown by shells, too. */
export const options = {
  text: {
    type: "string",
    value: "TEXT",
    sets: "/text",
    help: ['what it says; "-" reads it from standard input'],
  },
  "text-file": {
    type: "string",
    value: "FILE",
    offers: "files",
    sets: "/text",
    help: [
      "a file that holds what it says; as with standard",
      "input, neither ps nor the history of your shell",
      "shows it then",
    ],
  },
  restricted: {
    type: "boolean",
    sets: "/isRestricted",
    help: ["an internal note, for internal view only"],
  },
  visible: {
    type: "boolean",
    sets: "/isRestricted",
    help: ["not restricted"],
  },
  "author-email": { type: "string", value: "EMAIL", sets: "/author/email", help: ["who wrote it"] },
  "author-first-name": {
    type: "string",
    value: "NAME",
    sets: "/author/firstName",
    help: ["the author's first name"],
  },
  "author-last-name": {
    type: "string",
    value: "NAME",
    sets: "/author/lastName",
    help: ["the author's last name"],
  },
  attach: {
    type: "string",
    multiple: true,
    value: "FILE:PHI:WHO",
    offers: "files",
    sets: "/attachments",
    help: [
      "a file, and what it is; PHI is phi or no-phi, WHO is",
      "restricted or visible; may be given several times",
    ],
  },
  "attach-list": {
    type: "string",
    value: "FILE",
    offers: "files",
    sets: "/attachments",
    help: ["a file that holds one FILE:PHI:WHO on each line;", "their names are then not seen by ps, either"],
  },
  tag: {
    type: "string",
    multiple: true,
    value: "EMAIL",
    sets: "/taggedUsers",
    help: ["an assignee to notify; may be given several times"],
  },
  "no-webhook": { type: "boolean", sets: "/webhookNotify", help: ["send no webhook for this comment"] },
  env: {
    type: "string",
    value: "NAME",
    offers: ["production", "staging"],
    help: ["production or staging"],
  },
  "base-url": { type: "string", value: "URL", help: ["any other address, such as the mock's"] },
  timeout: {
    type: "string",
    value: "SECONDS",
    help: ["for the whole call; unless told, 60, and 10 more for", "each megabyte of files"],
  },
  json: { type: "boolean", help: ["print every outcome as one line of JSON"] },
  help: { type: "boolean", short: "h", help: ["print this help"] },
  version: { type: "boolean", short: "v", help: ["print the version"] },
} as const satisfies Record<string, Option>;

type Options = typeof options;
type Filled = {
  [Name in keyof Options]: Options[Name] extends { sets: infer Place } ? Place : never;
}[keyof Options];

/** A field of the contract that has no option stops compiling here; the error names it. */
type NothingMissing<Names, _Missing extends never> = Names;

export type OptionName = NothingMissing<keyof Options, Exclude<Field, Filled>>;

/** Every command, and what it does. */
export const commands = {
  add: "adds a comment to a case",
  completion: "prints the completion for bash, zsh or fish",
  help: "prints the help",
} as const;

/** The shells that there is completion for. */
export const shells = ["bash", "zsh", "fish"] as const;

export type Shell = (typeof shells)[number];
