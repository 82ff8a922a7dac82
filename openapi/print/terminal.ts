import { type Comment, commentOf, isObject } from "./comment.ts";
import { type PrintableRequest, type Printed, variables } from "./printable-request.ts";
import { shellRefusal, shellWord } from "./shell.ts";

/** Prints the command of the terminal app that adds a comment. */
export function printTerminal(request: PrintableRequest): Printed {
  const comment = commentOf(request);
  if ("refusal" in comment) return comment;
  const refusal = refusalOf(comment);
  if (refusal) return { refusal };
  const { caseId, fields, attachments = [] } = comment;
  const { text, isRestricted, author, webhookNotify, taggedUsers = [] } = fields as unknown as Expressible;
  const files = attachments.map(({ options, content }, index) => {
    const facts = `:${options.isPHI ? "phi" : "no-phi"}:${options.isRestricted ? "restricted" : "visible"}`;
    if ("file" in content) return { argument: option("attach", content.file + facts) };
    const folder = `"$folder"/${index + 1}`;
    const name = shellWord(`/${options.fileName}`);
    return {
      writing: `mkdir ${folder}\nprintf %s ${shellWord(content.base64)} | base64 --decode > ${folder}${name}\n`,
      argument: `--attach ${folder}${shellWord(`/${options.fileName}${facts}`)}`,
    };
  });
  const words = [
    `case-comments add ${shellWord(caseId)}`,
    "--text -",
    isRestricted ? "--restricted" : "--visible",
    option("author-email", author.email),
    ...(author.firstName === undefined ? [] : [option("author-first-name", author.firstName)]),
    ...(author.lastName === undefined ? [] : [option("author-last-name", author.lastName)]),
    ...files.map(({ argument }) => argument),
    ...taggedUsers.map(({ email }) => option("tag", email)),
    ...(webhookNotify === false ? ["--no-webhook"] : []),
    `--base-url "$${variables.baseUrl}"`,
  ];
  const writings = files.flatMap(({ writing = [] }) => writing);
  const setUp = `folder=$(mktemp -d)\ntrap 'rm -r "$folder"' EXIT\n${writings.join("")}\n`;
  // One line end after the last line is taken off.
  const piped = text.endsWith("\n") ? `${text}\n` : text;
  return {
    source: `#!/bin/sh
# ${request.title}, with the terminal app. It finds the key in ${variables.key}.
set -eu
${writings.length > 0 ? setUp : ""}
# The text comes in on standard input, where a list of processes does not show it.
printf %s ${shellWord(piped)} |
  ${words.join(" \\\n    ")}
`,
  };
}

/** What the options of the terminal app can say. */
interface Expressible {
  text: string;
  isRestricted: boolean;
  author: { email: string; firstName?: string; lastName?: string };
  webhookNotify?: boolean;
  taggedUsers?: { email: string }[];
}

/** The name and value of an option. A value that looks like an option must be tied to its own. */
const option = (name: string, value: string) =>
  `--${name}${value.startsWith("-") ? "=" : " "}${shellWord(value)}`;

function refusalOf({ fields, attachments }: Comment): string | undefined {
  const { text, isRestricted, author, webhookNotify, taggedUsers, ...others } = fields;
  const [other] = Object.keys(others);
  if (other !== undefined) return `It has no option for ${other}.`;
  if (typeof text !== "string" || text.trim() === "" || text.startsWith("\ufeff")) return "It needs a text.";
  if (typeof isRestricted !== "boolean") return "It wants to be told who may see the comment.";
  if (webhookNotify !== undefined && typeof webhookNotify !== "boolean")
    return "webhookNotify is yes or no to it.";
  if (!isPerson(author, ["firstName", "lastName"]))
    return "Of an author it takes an e-mail address, a first and a last name.";
  if (taggedUsers !== undefined && !isFilledList(taggedUsers, (each) => isPerson(each, [])))
    return "Of somebody to tag it takes the e-mail address.";
  if (attachments !== undefined && !isFilledList(attachments, isAttachable))
    return "It attaches files under their own names, and wants to be told what each holds and who may see it.";
  return textsIn([fields, attachments])
    .map(unusable)
    .find((problem) => problem !== undefined);
}

function isPerson(value: unknown, optional: string[]): boolean {
  if (!isObject(value) || !isFilled(value.email)) return false;
  return Object.entries(value).every(
    ([name, each]) => name === "email" || (optional.includes(name) && isFilled(each)),
  );
}

function isAttachable(value: unknown): boolean {
  const { options, content } = value as NonNullable<Comment["attachments"]>[number];
  const { fileName, isPHI, isRestricted, ...others } = options;
  if (typeof isPHI !== "boolean" || typeof isRestricted !== "boolean" || Object.keys(others).length > 0)
    return false;
  if (typeof fileName !== "string" || !/^(?!\.{1,2}$)[^/\0]{1,80}$/.test(fileName)) return false;
  return "file" in content ? content.file === fileName : isCanonical(content.base64);
}

/** Whether encoding what a text decodes to gives the same text again. */
function isCanonical(base64: string): boolean {
  try {
    return btoa(atob(base64)) === base64;
  } catch {
    return false;
  }
}

const isFilled = (value: unknown): value is string => typeof value === "string" && value !== "";

const isFilledList = (value: unknown, accepts: (item: unknown) => boolean) =>
  Array.isArray(value) && value.length > 0 && value.every(accepts);

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function unusable(text: string): string | undefined {
  if (/\p{Surrogate}/u.test(text)) return "A command line holds whole characters only.";
  return shellRefusal(text);
}
