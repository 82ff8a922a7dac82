/** A rule that the input of a call breaks. It names the place, never the value. */
export interface Issue {
  /**
   * A JSON Pointer into the comment, such as `/attachments/0/fileName`, empty for all of it; or one
   * of `/caseId`, `/apiKey`, `/timeout`.
   */
  readonly path: string;
  readonly code: IssueCode;
  /** A sentence for people; the same for every issue with this code. */
  readonly message: string;
}

const messages = {
  required: "This is required",
  type: "This has the wrong type",
  empty: "This must not be empty",
  uuid: "This must be a UUID",
  email: "This must be an e-mail address",
  base64: "This must be padded base64 without line breaks",
  tooLarge: "The request would be larger than the limit",
  size: "The source holds more or less than it said",
  unreadable: "The source can't be read",
  unusable: "This can't be used",
};

export type IssueCode = keyof typeof messages;

export function issue(path: string, code: IssueCode): Issue {
  return { path, code, message: messages[code] };
}
