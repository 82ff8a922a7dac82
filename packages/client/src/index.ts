/**
 * Adds comments to CareValidate cases, and always says whether the comment may exist.
 *
 * @example
 * const cases = createClient({ apiKey: () => secrets.get("cv"), environment: "staging" });
 * const result = await cases.addComment(caseId, { text, isRestricted: false, author: { email } });
 */
export type { Attachment, AttachmentOptions } from "./attachments/attachment.ts";
export { fromBase64, fromBlob, fromBytes, fromStream } from "./attachments/sources.ts";
export type { ApiKey, ClientOptions, Environment } from "./client-options.ts";
export { type CaseCommentsClient, createClient } from "./create-client.ts";
export {
  type AddCommentError,
  type AddCommentErrorKind,
  CaseCommentsError,
  type Delivery,
  type DocumentedFailure,
  type ErrorOf,
  type OperationName,
} from "./errors.ts";
export type { components, operations, paths } from "./generated/schema.gen.ts";
export type { AttemptEvent, Progress } from "./hooks.ts";
export type { Issue, IssueCode } from "./issue.ts";
export type { AddCommentOptions } from "./request/call-options.ts";
export type { Author, NewComment, TaggedUser } from "./request/new-comment.ts";
export { type AddCommentResult, type CreatedComment, unwrap } from "./result.ts";
export type { Fetch, FetchInit, FetchResponse } from "./send/fetch.ts";
