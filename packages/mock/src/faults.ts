import { failure } from "./http/built-in-responses.ts";
import type { PreparedResponse } from "./http/prepared-response.ts";

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

/** Faults that come as an ordinary response. */
export const faultResponses: Partial<Record<Fault, PreparedResponse>> = {
  redirect: failure("redirect", 307, "Temporary redirect", { location: "/redirected" }),
  "429": failure("429", 429, "Too many requests", { "retry-after": "1" }),
  "500": failure("500", 500, "Internal server error"),
  "503": failure("503", 503, "Service unavailable", { "retry-after": "1" }),
};

/**
 * Ids that stand for a fault wherever a path takes an id, for clients that can't add a header: `f`,
 * then the status, or a number for what has none.
 */
export const faultIds: Readonly<Record<Fault, string>> = {
  reset: "00000000-0000-4000-8000-0000000f0001",
  "reset-after": "00000000-0000-4000-8000-0000000f0002",
  stall: "00000000-0000-4000-8000-0000000f0003",
  truncated: "00000000-0000-4000-8000-0000000f0004",
  redirect: "00000000-0000-4000-8000-0000000f0307",
  "429": "00000000-0000-4000-8000-0000000f0429",
  "500": "00000000-0000-4000-8000-0000000f0500",
  "503": "00000000-0000-4000-8000-0000000f0503",
};

const byId = new Map(faults.map((fault) => [faultIds[fault], fault]));

/** The fault that an id in a path is set aside for. */
export function faultOfPath(path: Readonly<Record<string, string>>): Fault | undefined {
  for (const name in path) {
    const fault = byId.get(path[name]?.toLowerCase() ?? "");
    if (fault) return fault;
  }
  return undefined;
}
