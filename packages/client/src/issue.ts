import type { formats } from "./generated/formats.gen.ts";

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
  | "type"
  | "const"
  | "enum"
  | "pattern"
  | "minLength"
  | "maxLength"
  | "minimum"
  | "maximum"
  | "minItems"
  | "maxItems"
  | keyof typeof formats;

export type IssueCode = RuleCode | "unknownField" | "empty" | "tooLarge" | "size" | "unreadable" | "unusable";

const messages: Readonly<Record<IssueCode, string>> = {
  required: "This is required",
  type: "This has the wrong type",
  const: "This is not the value that the API wants",
  enum: "This is none of the values that the API knows",
  pattern: "This has the wrong form",
  minLength: "This is too short",
  maxLength: "This is too long",
  minimum: "This is too small",
  maximum: "This is too large",
  minItems: "This holds too few",
  maxItems: "This holds too many",
  uuid: "This must be a UUID",
  email: "This must be an e-mail address",
  base64: "This must be padded base64 without line breaks",
  unknownField: "The API knows no such field",
  empty: "This must not be empty",
  tooLarge: "The request would be larger than the limit",
  size: "The source holds more or less than it said",
  unreadable: "The source can't be read",
  unusable: "This can't be used",
};

export function issue(path: string, code: IssueCode): Issue {
  return { path, code, message: messages[code] };
}
