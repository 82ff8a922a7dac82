import type { Deadline } from "./deadline.ts";
import { AddCommentError } from "./errors.ts";
import { exchange } from "./exchange.ts";
import { interpret } from "./interpret.ts";
import type { RawClient } from "./raw.ts";
import type { OneShotBody } from "./request-body.ts";
import type { AddCommentResult } from "./result.ts";
import type { components } from "./schema.gen.ts";
import type { Settings } from "./settings.ts";

interface Post {
  readonly key: string;
  readonly caseId: string;
  readonly request: components["schemas"]["AddCaseCommentRequest"];
  readonly body: OneShotBody;
  readonly deadline: Deadline;
}

// openapi-fetch would read an answer of any size. We have read it by then, within our limits.
const nothingToRead = { status: 204, ok: true, headers: new Headers() } as Response;

/** One attempt to add a comment. */
export async function postComment(
  settings: Settings,
  raw: RawClient,
  { key, caseId, request, body, deadline }: Post,
): Promise<AddCommentResult> {
  let outcome: Awaited<ReturnType<typeof exchange>> | undefined;
  await raw.POST("/api/v1/cases/{caseId}", {
    params: { path: { caseId } },
    body: request,
    bodySerializer: () => body,
    fetch: async ({ url, method, headers }) => {
      headers.set("cv-api-key", key);
      outcome = await exchange(settings, { url, method, headers }, body, deadline);
      return nothingToRead;
    },
  });
  if (outcome === undefined) throw new Error("openapi-fetch made no request");
  return outcome instanceof AddCommentError ? { ok: false, error: outcome } : interpret(outcome);
}
