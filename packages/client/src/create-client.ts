import { type AddCommentOptions, addComment } from "./add-comment.ts";
import { checkOptions } from "./client-options.ts";
import type { NewComment } from "./new-comment.ts";
import { createRawClient, type RawClient } from "./raw.ts";
import type { AddCommentResult } from "./result.ts";
import type { ClientOptions, Settings } from "./settings.ts";

/** Adds comments to cases. It shows nothing of its key. */
export class CaseCommentsClient {
  /**
   * The openapi-fetch client for the contract, with the same key, server, deadline and transport,
   * but without input checks, retries and verdicts.
   */
  readonly raw: RawClient;
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.raw = createRawClient(settings);
  }

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
  addComment(caseId: string, comment: NewComment, options?: AddCommentOptions): Promise<AddCommentResult> {
    return addComment(this.#settings, caseId, comment, options);
  }
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
  if ("window" in globalThis && "document" in globalThis) {
    throw new Error("@case-comments/client is for servers: in a browser the API key would be public");
  }
  return new CaseCommentsClient(checkOptions(options));
}
