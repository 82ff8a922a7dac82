import { type Fault, faults } from "../faults.ts";

/**
 * What each fault leaves behind: a comment that is possible, because the request was read whole before
 * it went wrong, or one that is proven absent. What `reset` and `early-413` do comes before it is known
 * which call comes, and `slow` does no harm but to patience, so they can't be rehearsed.
 */
const aftermaths = {
  "reset-after": "possible",
  stall: "possible",
  truncated: "possible",
  "200-html": "possible",
  redirect: "possible",
  "429": "absent",
  "500": "possible",
  "502-html": "possible",
  "503": "possible",
} as const satisfies Record<Exclude<Fault, "reset" | "early-413" | "slow">, "possible" | "absent">;

export type RehearsedFault = keyof typeof aftermaths;

/** Every fault that can be rehearsed. */
export const rehearsedFaults = Object.keys(faults).filter(isRehearsed);

/** Those that are rehearsed unless others are asked for: one of each kind. */
export const usualFaults: readonly RehearsedFault[] = [
  "reset-after",
  "503",
  "stall",
  "200-html",
  "redirect",
  "429",
];

/** Whether a text names a fault that can be rehearsed. */
export function isRehearsed(text: string): text is RehearsedFault {
  return Object.hasOwn(aftermaths, text);
}

/** Whether the comment may exist after a fault. */
export const leavesPossible = (fault: RehearsedFault) => aftermaths[fault] === "possible";
