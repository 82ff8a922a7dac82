import type { AddCommentError } from "./errors.ts";

/** How to find the new comment again. */
export interface CreatedComment {
  /** The webhook carries the same id. */
  readonly commentId: string;
  /** When CareValidate created the comment: RFC 3339, UTC. */
  readonly createdAt: string;
}

/** What became of a call. */
export type AddCommentResult =
  | { readonly ok: true; readonly data: CreatedComment }
  | { readonly ok: false; readonly error: AddCommentError };

/**
 * The created comment, for those who prefer exceptions.
 *
 * @throws {AddCommentError} if the result is not a success
 *
 * @example
 * const { commentId } = unwrap(await cases.addComment(caseId, comment));
 */
export function unwrap(result: AddCommentResult): CreatedComment {
  if (result.ok) return result.data;
  throw result.error;
}
