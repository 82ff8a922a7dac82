import type { Attachment } from "../attachments/attachment.ts";
import type { AddCommentBody, DeepReadonly, Without } from "../contract-types.ts";

type Communication = AddCommentBody["communication"];

/** Stops compiling when there is such a name. */
type NoSuch<Name extends never> = Name;

/** The caller need not say which action; what stands beside the comment is given with it. */
type Beside = Without<AddCommentBody, "action" | "communication">;
type Fields = Without<Communication, "attachments" | NoSuch<keyof Beside & keyof Communication>>;

/** Attachments are made by functions, so that their content can be anything that holds bytes. */
type Attachments = {
  readonly [Name in keyof Pick<Communication, "attachments">]: readonly Attachment[];
};

/** A comment, and what should happen to it. Visibility is never a default. */
export interface NewComment extends DeepReadonly<Beside & Fields>, Attachments {}

/** The person who wrote the comment. */
export interface Author extends DeepReadonly<Communication["author"]> {}

/** An assignee of the case whose attention the comment asks for. */
export interface TaggedUser extends DeepReadonly<NonNullable<Communication["taggedUsers"]>[number]> {}
