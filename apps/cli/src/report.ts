import type { AddCommentResult } from "@case-comments/client";
import { type ExitCode, exitCode } from "./exit-code.ts";

/** What is printed, and what the process ends with. */
export interface Report {
  code: ExitCode;
  /** For standard output: the outcome. */
  output: string;
  /** For standard error: what a person should know or do. */
  advice: string;
}

const codes = { rejected: exitCode.rejected, "not-sent": exitCode.notSent, unknown: exitCode.unknown };
const advices = {
  rejected: "The comment was not created.",
  "not-sent": "The comment was not sent. It is safe to run the same command again.",
  unknown: "The comment may exist. Look at the case, or for its webhook, before you send it again.",
};

/** Turns the outcome of a call into words and an exit code, or into one line of JSON. */
export function report(result: AddCommentResult, json: boolean): Report {
  if (result.ok) {
    const { commentId, createdAt } = result.data;
    const words = `Comment created\n  id  ${commentId}\n  at  ${createdAt}`;
    return { code: exitCode.created, output: json ? JSON.stringify(result) : words, advice: "" };
  }
  const { error } = result;
  const { kind, delivery, message } = error;
  const status = "status" in error ? error.status : undefined;
  const retryAfter = "retryAfter" in error ? error.retryAfter : undefined;
  const issues = error.kind === "invalidInput" ? error.issues : [];
  const code = codes[delivery];
  if (json) {
    const shown = { kind, delivery, status, retryAfter, ...(issues.length > 0 ? { issues } : {}) };
    return { code, output: JSON.stringify({ ok: false, error: shown }), advice: "" };
  }
  const lines = [
    `${message} (${[kind, status].filter(Boolean).join(", ")})`,
    ...issues.map((issue) => `  ${issue.path}: ${issue.message}`),
    advices[delivery],
    ...(retryAfter === undefined ? [] : [`The server asks you to wait ${Math.ceil(retryAfter / 1000)} s.`]),
  ];
  return { code, output: "", advice: lines.join("\n") };
}
