import type { Answer } from "./answer.ts";
import { deliveryOfStatus } from "./delivery.ts";
import { type AddCommentError, callError, rejection } from "./errors.ts";
import type { AddCommentResult, CreatedComment } from "./result.ts";
import { retryAfterOf } from "./retry-after.ts";

/** What an answer to `addComment` means. */
export function interpret(answer: Answer): AddCommentResult {
  const body = parse(answer.text);
  const data = answer.status === 200 ? createdComment(body) : undefined;
  return data ? { ok: true, data } : { ok: false, error: errorOf(answer, body?.error) };
}

function errorOf({ status, headers, text: responseBody }: Answer, error: unknown): AddCommentError {
  const retryAfter = retryAfterOf(headers.get("retry-after"));
  const delivery = deliveryOfStatus(status);
  if (delivery === "rejected") return rejection(status, error, retryAfter, responseBody);
  const kind = status === 200 ? "invalidResponse" : "unexpectedStatus";
  return callError({ kind, delivery, status, retryAfter }, { responseBody });
}

type Fields = Record<string, unknown>;

function parse(text: string | undefined): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return typeof value === "object" && value !== null ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
}

/** The form of id and date is not checked: a comment that exists must not be called unknown. */
function createdComment(body: Fields | undefined): CreatedComment | undefined {
  if (body?.status !== 200 || body.success !== true) return undefined;
  const { commentId, createdAt } = (body.data ?? {}) as Fields;
  if (typeof commentId !== "string" || commentId === "" || typeof createdAt !== "string") return undefined;
  return { commentId, createdAt };
}
