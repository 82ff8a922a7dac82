import type { Answer } from "./answer.ts";
import { deliveryOfStatus } from "./delivery.ts";
import { callError, rejection } from "./errors.ts";
import type { AddCommentResult } from "./result.ts";

/** What an answer to `addComment` means. */
export function interpret({ status, text, retryAfter }: Answer): AddCommentResult {
  const body = parse(text);
  if (status === 200) {
    const data = createdComment(body);
    if (data) return { ok: true, data };
    const error = callError(
      { kind: "invalidResponse", delivery: "unknown", status, retryAfter },
      { responseBody: text },
    );
    return { ok: false, error };
  }
  if (deliveryOfStatus(status) === "rejected") {
    return { ok: false, error: rejection(status, body?.error, retryAfter, text) };
  }
  const facts = { kind: "unexpectedStatus", delivery: "unknown", status, retryAfter } as const;
  return { ok: false, error: callError(facts, { responseBody: text }) };
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

/** The form of the ids and dates is not checked: a comment that exists must not be called unknown. */
function createdComment(body: Fields | undefined): { commentId: string; createdAt: string } | undefined {
  if (body?.status !== 200 || body.success !== true) return undefined;
  const { commentId, createdAt } = (body.data ?? {}) as Fields;
  if (typeof commentId !== "string" || commentId === "" || typeof createdAt !== "string") return undefined;
  return { commentId, createdAt };
}
