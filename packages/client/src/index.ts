/**
 * Adds comments to CareValidate cases, and always says whether the comment may exist.
 *
 * @example
 * const cases = createClient({ apiKey: () => secrets.get("cv"), environment: "staging" });
 * const result = await cases.addComment(caseId, { text, isRestricted: false, author: { email } });
 */
export type { AddCommentOptions } from "./add-comment.ts";
export type { Attachment, AttachmentOptions } from "./attachments/attachment.ts";
export { fromBase64 } from "./attachments/from-base64.ts";
export { fromBlob } from "./attachments/from-blob.ts";
export { fromBytes } from "./attachments/from-bytes.ts";
export { fromStream } from "./attachments/from-stream.ts";
export type { AttemptEvent } from "./attempt-event.ts";
export { type CaseCommentsClient, createClient } from "./create-client.ts";
export type { Delivery } from "./delivery.ts";
export { AddCommentError, type AddCommentErrorKind, type DocumentedRejection } from "./errors.ts";
export type { Issue, IssueCode } from "./issue.ts";
export type { Author, NewComment, TaggedUser } from "./new-comment.ts";
export type { Progress } from "./progress.ts";
export { type AddCommentResult, type CreatedComment, unwrap } from "./result.ts";
export type { components, operations, paths } from "./schema.gen.ts";
export type { ApiKey, ClientOptions, Environment } from "./settings.ts";
export type { Fetch } from "./transport/transport.ts";
