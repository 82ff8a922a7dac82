import type { DeepReadonly } from "./contract-types.ts";
import type { AddCommentError } from "./errors.ts";
import type { operations } from "./generated/schema.gen.ts";

type Success = operations["addCaseComment"]["responses"][200]["content"]["application/json"];

/** How to find the new comment again. */
export interface CreatedComment extends DeepReadonly<Success["data"]> {}

/** What became of a call. */
export type AddCommentResult =
  | {
      readonly ok: true;
      readonly data: CreatedComment;
      /** Our own id of the call, the same that `onEvent` and errors show. It is not sent. */
      readonly callId: string;
    }
  | { readonly ok: false; readonly error: AddCommentError };

/**
 * The created comment, for those who prefer exceptions.
 *
 * @throws {CaseCommentsError} if the result is not a success
 *
 * @example
 * const { commentId } = unwrap(await cases.addComment(caseId, comment));
 */
export function unwrap(result: AddCommentResult): CreatedComment {
  if (result.ok) return result.data;
  throw result.error;
}
