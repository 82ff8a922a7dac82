import type { Attachment } from "./attachments/attachment.ts";

/** A person, by e-mail address. */
export interface Person {
  readonly email: string;
  readonly firstName?: string;
  readonly lastName?: string;
}

/** The person who wrote the comment. */
export interface Author extends Person {}

/**
 * An assignee of the case whose attention the comment asks for.
 *
 * Inferred: the vendor's page says that assignees can be tagged, but names no property.
 */
export interface TaggedUser extends Person {}

/** A comment, and what should happen to it. */
export interface NewComment {
  readonly text: string;
  /** `true` makes it an internal note that the patient's side does not see. Never a default. */
  readonly isRestricted: boolean;
  readonly author: Author;
  /** Whether CareValidate sends the `ADD_CASE_COMMENT` webhook. Absent, it does. */
  readonly webhookNotify?: boolean;
  /** Made by `fromBytes`, `fromBlob`, `fromBase64`, `fromStream`, or `fromFile` on Node. */
  readonly attachments?: readonly Attachment[];
  readonly taggedUsers?: readonly TaggedUser[];
}
