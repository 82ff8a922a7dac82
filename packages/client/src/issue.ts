import type { formats } from "./generated/formats.gen.ts";
import { keywords } from "./generated/request-rules.gen.ts";

/** A rule that the input of a call breaks. It names the place, never the value. */
export interface Issue {
  /**
   * A JSON Pointer into the comment, such as `/attachments/0/fileName`, empty for all of it; or one
   * of `/caseId`, or of an option, such as `/timeout`.
   */
  readonly path: string;
  readonly code: IssueCode;
  /** A sentence for people; the same for every issue with this code. */
  readonly message: string;
}

/** A rule of the contract, by its keyword in JSON Schema or by its format. */
export type RuleCode =
  | "required"
  | Exclude<keyof typeof keywords, "format" | "contentEncoding">
  | keyof typeof formats;

export type IssueCode = RuleCode | keyof typeof messages;

const messages = {
  required: "This is required",
  uuid: "This must be a UUID",
  email: "This must be an e-mail address",
  base64: "This must be padded base64 in one line",
  unknownField: "The API knows no such field",
  empty: "This must not be empty",
  tooLarge: "The request is too large",
  size: "The source has another size",
  unreadable: "The source can't be read",
  unusable: "This can't be used",
};

/** Whether an issue can have a code. */
export const isIssueCode = (code: string): boolean =>
  Object.hasOwn(messages, code) || Object.hasOwn(keywords, code);

export function issue(path: string, code: IssueCode): Issue {
  const keyword = keywords[code as keyof typeof keywords] ?? keywords.format;
  const message = messages[code as keyof typeof messages] ?? keyword.message;
  return { path, code, message };
}
