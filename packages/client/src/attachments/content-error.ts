import type { IssueCode } from "../issue.ts";

/** Why a content can't be sent. It is known by its code, because it may be another copy's. */
export class ContentError extends Error {
  readonly issueCode: IssueCode;

  constructor(code: IssueCode) {
    super("The content of an attachment can't be sent");
    this.issueCode = code;
  }
}
