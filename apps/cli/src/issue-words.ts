import type { Issue } from "@case-comments/client";
import type { AddCommand } from "./command-line.ts";
import { type Option, options } from "./options.ts";

/** An issue of the client's, in the words of the command line. */
export interface OptionIssue {
  /** What it is about, as it was given: `CASE_ID`, an option, or which of several. */
  readonly option: string;
  readonly code: Issue["code"];
  readonly message: string;
}

/** @param places where each attachment was given */
export function optionIssue(
  { path, code, message }: Issue,
  { text }: Pick<AddCommand, "text">,
  places: readonly string[],
): OptionIssue {
  const option = optionAt(path, text.option, places);
  if (code === "tooLarge") {
    return { option, code, message: "text and files are too large together; about 24 MB of files fit" };
  }
  const own = { size: "changed while it was read", unreadable: "can't be read" } as Record<string, string>;
  return { option, code, message: `${option} ${own[code] ?? message.replace(/^This /, "")}` };
}

function optionAt(path: string, textOption: string, places: readonly string[]): string {
  const [, field = "", index = ""] = /^\/(\w+)(?:\/(\d+))?/.exec(path) ?? [];
  if (field === "caseId") return "CASE_ID";
  if (field === "text") return textOption;
  if (field === "attachments") return places[Number(index)] ?? "--attach";
  if (field === "taggedUsers") return `--tag number ${Number(index) + 1}`;
  const known = Object.entries<Option>(options).find(
    ([name, { sets }]) => sets === path || `/${name}` === path,
  );
  return known ? `--${known[0]}` : "the comment";
}
