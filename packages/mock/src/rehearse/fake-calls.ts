import { type ObservedCall, observedCall } from "./observed-call.ts";
import type { RehearsedFault } from "./rehearsed-faults.ts";

/** A call as the mock would have seen it. */
export function call(
  body: unknown,
  { key = "a key", method = "POST", fault }: { key?: string; method?: string; fault?: RehearsedFault } = {},
): ObservedCall {
  const succeeding = {
    operation: "addCaseComment",
    method,
    url: "/a-case",
    path: { caseId: "a case" },
    headers: { key },
    body,
  };
  return { ...observedCall(succeeding, ["key"]), ...(fault && { fault }) };
}
