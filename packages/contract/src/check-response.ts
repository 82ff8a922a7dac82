import type { ResolvedOperation } from "./document.ts";
import { responseExamplesOf } from "./failure.ts";
import { acceptsResponse, type Validators } from "./validators.ts";

/** Whether a response is in the contract; a failure's `name` is that of the first example with its text. */
export type ResponseCheck = { ok: true; name?: string } | { ok: false; problems: string[] };

/**
 * Builds the check of one operation's responses. A success must have the form that is documented;
 * an error response must be one of the examples, text and all. The problems name places and rules,
 * never values.
 */
export function responseCheck(operation: ResolvedOperation, validators: Validators) {
  const failures = responseExamplesOf(operation).filter(({ failure }) => failure);

  return function checkResponse(status: number, body: unknown): ResponseCheck {
    const documented = operation.responses[status];
    if (!documented) return { ok: false, problems: [`status ${status} is not documented`] };
    const accepts = validators[acceptsResponse(operation.operationId, status)];
    if (!documented.content && body !== undefined)
      return { ok: false, problems: [`a response of status ${status} has no body`] };
    if (accepts && !accepts(body)) {
      const problems = (accepts.errors ?? []).map(
        ({ instancePath, keyword }) => `${keyword} at ${instancePath || "/"}`,
      );
      return { ok: false, problems };
    }
    const sameStatus = failures.filter((failure) => failure.status === status);
    if (sameStatus.length === 0) return { ok: true };
    const { error } = body as { error: unknown };
    const found = sameStatus.find((failure) => (failure.body as { error: unknown }).error === error);
    return found
      ? { ok: true, name: found.name }
      : { ok: false, problems: [`no documented failure of status ${status} has this text at /error`] };
  };
}
