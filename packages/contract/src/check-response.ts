import { answersOf } from "./answer.ts";
import type { PlacedOperation } from "./document.ts";
import { acceptsAnswer, type Validators } from "./validators.ts";

/** Whether an answer is in the contract; a refusal's `name` is that of its example. */
export type ResponseCheck = { ok: true; name?: string } | { ok: false; problems: string[] };

/**
 * Builds the check of one operation's answers. A success must have the form that is documented;
 * a refusal must be one of the documented answers, text and all. The problems name places and
 * rules, never values.
 */
export function responseCheck(operation: PlacedOperation, validators: Validators) {
  const refusals = answersOf(operation).filter(({ failure }) => failure);

  return function checkResponse(status: number, body: unknown): ResponseCheck {
    if (!operation.responses[status]) return { ok: false, problems: [`status ${status} is not documented`] };
    const accepts = validators[acceptsAnswer(operation.operationId, status)];
    if (accepts && !accepts(body)) {
      const problems = (accepts.errors ?? []).map(
        ({ instancePath, keyword }) => `${keyword} at ${instancePath || "/"}`,
      );
      return { ok: false, problems };
    }
    const sameStatus = refusals.filter((refusal) => refusal.status === status);
    if (sameStatus.length === 0) return { ok: true };
    const { error } = body as { error: unknown };
    const documented = sameStatus.find((refusal) => (refusal.body as { error: unknown }).error === error);
    return documented
      ? { ok: true, name: documented.name }
      : { ok: false, problems: [`no documented answer of status ${status} has this text at /error`] };
  };
}
