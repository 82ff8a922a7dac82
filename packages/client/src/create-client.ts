import { addComment } from "./add-comment.ts";
import { type ClientOptions, checkOptions } from "./client-options.ts";
import type { AddCommentOptions } from "./request/call-options.ts";
import type { NewComment } from "./request/new-comment.ts";
import type { AddCommentResult } from "./result.ts";

/** Adds comments to cases. It shows nothing of its key. */
export interface CaseCommentsClient {
  /**
   * Adds a comment to a case. It never throws for what happens on the way: the result says what
   * became of the comment, and `error.delivery` whether it may exist.
   *
   * @param caseId the UUID of the case
   *
   * @example
   * const result = await cases.addComment(caseId, { text, isRestricted: false, author: { email } });
   * if (!result.ok && result.error.delivery === "unknown") await lookBeforeSendingAgain(caseId);
   */
  addComment(caseId: string, comment: NewComment, options?: AddCommentOptions): Promise<AddCommentResult>;
}

/**
 * A client for one server. For servers only: in a browser everybody could read the key, and
 * browsers send a request again by themselves.
 *
 * @throws {TypeError} if an option is missing or wrong
 * @throws {Error} in a browser
 *
 * @example
 * const cases = createClient({ apiKey: () => secrets.get("cv"), environment: "staging" });
 */
export function createClient(options: ClientOptions): CaseCommentsClient {
  const settings = checkOptions(options);
  return { addComment: (caseId, comment, options) => addComment(settings, caseId, comment, options) };
}
