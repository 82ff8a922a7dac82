import {
  type CallHead,
  type Fault,
  faultOfPath,
  faults,
  isBeforeBody,
  isFault,
  preferencesIn,
} from "@case-comments/contract-server";

/** A fault that a call ordered, and whether its comment is kept all the same. */
export interface OrderedFault {
  fault: Fault;
  isKept: boolean;
}

/** An answer that says the comment is there, however it arrives, must not lie. */
const isAlwaysKept = (fault: Fault) => fault === "truncated" || fault === "slow";
/** Nor must one that refuses it; and where the body is not read, there is nothing to keep. */
const isNeverKept = (fault: Fault) => fault === "429" || isBeforeBody(fault);

/** The id of the case whose comments are kept before a fault happens. */
const keepingId = (id: string) => id.replace(/0f(\w{4})$/, "1f$1");

const keepingIds = new Map(
  (Object.keys(faults) as Fault[])
    .filter((fault) => !isNeverKept(fault))
    .map((fault) => [isAlwaysKept(fault) ? faults[fault].id : keepingId(faults[fault].id), fault]),
);

/** The cases that exist although they order a fault, because the fault happens after the comment is kept. */
export const faultCases: readonly string[] = [...keepingIds.keys()];

/**
 * The fault that a call orders: with `Prefer: fault=503`, or `Prefer: fault=503, kept=true`, or, where
 * a header can't be added, with the id of a case.
 *
 * @returns `invalid` for a preference that can't be meant
 */
export function orderedFault({ operation, headers, path }: CallHead): OrderedFault | "invalid" | undefined {
  const { fault, kept, ...others } = preferencesIn(headers.prefer, names);
  if (Object.keys(others).length > 0) return "invalid";
  if (fault === undefined) return kept === undefined ? faultOfCase(operation, path) : "invalid";
  if (!isFault(fault)) return "invalid";
  if (kept === undefined) return { fault, isKept: isAlwaysKept(fault) };
  if (kept !== "true" && kept !== "false") return "invalid";
  const isKept = kept === "true";
  const isPossible = isKept ? !isNeverKept(fault) : !isAlwaysKept(fault);
  return isPossible ? { fault, isKept } : "invalid";
}

// The mock's own are named, so that whoever orders an answer here is told that it can't be ordered.
const names = ["fault", "kept", "code", "example", "dynamic", "seed"] as const;

function faultOfCase(operation: string, path: CallHead["path"]): OrderedFault | undefined {
  if (operation !== "addCaseComment") return undefined;
  const kept = keepingIds.get(path.caseId?.toLowerCase() ?? "");
  if (kept) return { fault: kept, isKept: true };
  const fault = faultOfPath(path);
  return fault && { fault, isKept: false };
}
