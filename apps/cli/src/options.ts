import type { Author, NewComment } from "@case-comments/client";

/** A place in a comment, as a JSON pointer: a field of it, or one of its author's. */
type Field = `/${Exclude<keyof NewComment, "author">}` | `/author/${keyof Author}`;

interface Option {
  readonly type: "string" | "boolean";
  readonly multiple?: true;
  /** What stands for its value in the help. */
  readonly value?: string;
  /** The field that it fills. */
  readonly sets?: Field;
  readonly help: readonly string[];
}

/** Every option, in the order of the help. */
export const options = {
  text: {
    type: "string",
    value: "TEXT",
    sets: "/text",
    help: [
      'what it says; "-" reads it from standard input, where',
      "neither ps nor the history of your shell shows it",
    ],
  },
  restricted: {
    type: "boolean",
    sets: "/isRestricted",
    help: ["an internal note, for the care team alone"],
  },
  visible: {
    type: "boolean",
    sets: "/isRestricted",
    help: ["visible to the patient's side as well"],
  },
  "author-email": { type: "string", value: "EMAIL", sets: "/author/email", help: ["who wrote it"] },
  "author-first-name": { type: "string", value: "NAME", sets: "/author/firstName", help: [] },
  "author-last-name": { type: "string", value: "NAME", sets: "/author/lastName", help: [] },
  attach: {
    type: "string",
    multiple: true,
    value: "FILE:PHI:WHO",
    sets: "/attachments",
    help: [
      "a file, and what it is: PHI is phi or no-phi, WHO is",
      "restricted or visible; may be given several times",
    ],
  },
  tag: {
    type: "string",
    multiple: true,
    value: "EMAIL",
    sets: "/taggedUsers",
    help: ["an assignee to notify; may be given several times"],
  },
  "no-webhook": { type: "boolean", sets: "/webhookNotify", help: ["send no webhook for this comment"] },
  env: { type: "string", value: "NAME", help: ["production or staging"] },
  "base-url": { type: "string", value: "URL", help: ["any other address, such as the mock's"] },
  timeout: { type: "string", value: "SECONDS", help: ["for the whole call; 60 unless told"] },
  json: { type: "boolean", help: ["print the outcome as one line of JSON"] },
  help: { type: "boolean", help: [] },
  version: { type: "boolean", help: [] },
} as const satisfies Record<string, Option>;

type Options = typeof options;
type Filled = {
  [Name in keyof Options]: Options[Name] extends { sets: infer Place } ? Place : never;
}[keyof Options];

/** A field of the contract that has no option stops compiling here; the error names it. */
type NothingMissing<Names, _Missing extends never> = Names;

export type OptionName = NothingMissing<keyof Options, Exclude<Field, Filled>>;
