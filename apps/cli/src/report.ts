import type { AddCommentError, AddCommentResult } from "@case-comments/client";
import type { PreparedCall } from "./add.ts";
import type { AddCommand } from "./command-line.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import { optionIssue } from "./issue-words.ts";

/** What is printed, and what the process ends with. */
export interface Report {
  readonly code: ExitCode;
  /** For standard output: the outcome. */
  readonly output: string;
  /** For standard error: what a person should know or do. */
  readonly advice: string;
}

const codes = { rejected: exitCode.rejected, "not-sent": exitCode.notSent, unknown: exitCode.unknown };
const advices = {
  rejected: "The comment was not created.",
  "not-sent": "The comment was not sent. It is safe to run the same command again.",
  unknown: "The comment may exist. Look at the case, or for its webhook, before you send it again.",
};

/** What there is to say of a command that did not get as far as a call. */
export function usageReport(problem: string, json: boolean): Report {
  const error = { kind: "usage", delivery: "not-sent", message: problem };
  return failureReport(exitCode.usage, error, [problem, "Nothing was sent. See case-comments --help."], json);
}

/** What there is to say when the process was told to end before there was a call. */
export function interruptedReport(json: boolean): Report {
  const error = { kind: "aborted", delivery: "not-sent", message: "The command was interrupted" };
  return failureReport(exitCode.notSent, error, [error.message, advices["not-sent"]], json);
}

/** What there is to say when something went wrong that nobody foresaw. */
export function unforeseenReport(json: boolean): Report {
  const error = { kind: "unforeseen", delivery: "unknown", message: "Something unforeseen happened" };
  return failureReport(exitCode.unknown, error, [error.message, advices.unknown], json);
}

/** Turns the outcome of a call into words and an exit code, or into one line of JSON. */
export function callReport(
  result: AddCommentResult,
  command: AddCommand,
  call: Pick<PreparedCall, "places" | "timeout">,
  json: boolean,
): Report {
  if (result.ok) {
    const { commentId, createdAt } = result.data;
    const words = `Comment created\n  id  ${printable(commentId)}\n  at  ${printable(createdAt)}`;
    return { code: exitCode.created, output: json ? jsonLine(result) : words, advice: "" };
  }
  const { error } = result;
  if (error.kind === "invalidInput") {
    const issues = error.issues.map((issue) => optionIssue(issue, command, call.places));
    const shown = { ...commonOf(error), message: "The comment can't be sent as it is", issues };
    const lines = [...issues.map(({ message }) => message), "Nothing was sent. See case-comments --help."];
    // The same input would be refused again, so this is no case for another try.
    return failureReport(exitCode.usage, shown, lines, json);
  }
  const status = "status" in error ? error.status : undefined;
  const retryAfter = "retryAfter" in error ? error.retryAfter : undefined;
  const commentId = "commentId" in error ? error.commentId : undefined;
  const lines = [
    `${error.message} (${[error.kind, status].filter(Boolean).join(", ")})`,
    ...(commentId === undefined ? [] : [`  id  ${printable(commentId)}`]),
    advices[error.delivery],
    ...(error.kind === "timeout"
      ? [`--timeout gives a call more than ${Math.ceil(call.timeout / 1000)} s.`]
      : []),
    ...(retryAfter === undefined ? [] : [`The server asks you to wait ${Math.ceil(retryAfter / 1000)} s.`]),
  ];
  return failureReport(
    codes[error.delivery],
    { ...commonOf(error), status, retryAfter, commentId, message: error.message },
    lines,
    json,
  );
}

/** A server's text, in which nothing can move the cursor or hide what stands beside it. */
const printable = (text: string): string =>
  text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
      .map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`)
      .join(""),
  );

/** One line of JSON, whose strings mean the same with the escapes. */
const jsonLine = (value: object): string => printable(JSON.stringify(value));

const commonOf = ({ kind, delivery, callId }: AddCommentError) => ({ kind, delivery, callId });

function failureReport(code: ExitCode, error: object, lines: readonly string[], json: boolean): Report {
  if (json) return { code, output: jsonLine({ ok: false, error }), advice: "" };
  return { code, output: "", advice: lines.join("\n") };
}
