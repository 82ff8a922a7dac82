import type { HttpAnswer } from "./http/http-answer.ts";
import { refusal } from "./http/own-answers.ts";

/** What can be made to go wrong, with what a client then sees. */
export const faults = [
  "reset",
  "reset-after",
  "stall",
  "truncated",
  "redirect",
  "429",
  "500",
  "503",
] as const;

export type Fault = (typeof faults)[number];

/** Whether a text names a fault. */
export function isFault(text: string): text is Fault {
  return (faults as readonly string[]).includes(text);
}

/** Faults that come as an ordinary answer. */
export const faultAnswers: Partial<Record<Fault, HttpAnswer>> = {
  redirect: refusal("redirect", 307, "Temporary redirect", { location: "/redirected" }),
  "429": refusal("429", 429, "Too many requests", { "retry-after": "1" }),
  "500": refusal("500", 500, "Internal server error"),
  "503": refusal("503", 503, "Service unavailable", { "retry-after": "1" }),
};

/**
 * Case ids that stand for a fault, for clients that can't add a header: `f`, then the status, or
 * a number for what has none.
 */
export const faultCaseIds: Readonly<Record<Fault, string>> = {
  reset: "00000000-0000-4000-8000-0000000f0001",
  "reset-after": "00000000-0000-4000-8000-0000000f0002",
  stall: "00000000-0000-4000-8000-0000000f0003",
  truncated: "00000000-0000-4000-8000-0000000f0004",
  redirect: "00000000-0000-4000-8000-0000000f0307",
  "429": "00000000-0000-4000-8000-0000000f0429",
  "500": "00000000-0000-4000-8000-0000000f0500",
  "503": "00000000-0000-4000-8000-0000000f0503",
};

const byCaseId = new Map(faults.map((fault) => [faultCaseIds[fault], fault]));

/** The fault that a case id is set aside for. */
export function faultOfCase(caseId: string | undefined): Fault | undefined {
  return caseId === undefined ? undefined : byCaseId.get(caseId.toLowerCase());
}
