import type { Answer } from "./answer.ts";
import { type BodyChecks, checkPlan, type PlannedCheck } from "./check-plan.ts";
import type { PlacedOperation } from "./document.ts";
import { isMediaType } from "./media-type.ts";
import type { ReceivedBody } from "./parse-body.ts";
import { acceptsBody, type Validate, type Validators } from "./validators.ts";

/** A request to one operation, with its path parameters decoded. */
export interface ReceivedRequest {
  operation: string;
  path: Record<string, string>;
  /** By lower-case name, as `node:http` gives them. */
  headers: Record<string, string | string[] | undefined>;
  body: ReceivedBody;
}

/**
 * Builds the check of one operation's requests: the refusal that a request deserves, or
 * `undefined` if it deserves to succeed. A request that breaks several rules gets the answer
 * of the first, in the order of the plan.
 *
 * One fail-fast validator decides whether the body is valid; only if not are the triggers
 * asked, one after the other. So the time is linear in the size of the body.
 */
export function requestCheck(operation: PlacedOperation, validators: Validators) {
  const plan = checkPlan(operation);
  const mediaTypes = Object.keys(operation.requestBody?.content ?? {});
  const accepts = validators[acceptsBody(operation.operationId)];

  const pulls = ({ trigger, validator }: PlannedCheck, { path, headers, body }: ReceivedRequest): boolean => {
    if ("header" in trigger) {
      const header = String(headers[trigger.header] ?? "").trim();
      return "value" in trigger ? header === trigger.value : header === "";
    }
    if ("path" in trigger) return !validators[validator]?.(path[trigger.path]);
    if ("caseId" in trigger) return path.caseId?.toLowerCase() === trigger.caseId;
    if ("body" in trigger) return "json" in body && !validators[validator]?.(body.json);
    if (trigger.refused === "contentType")
      return !isMediaType(String(headers["content-type"] ?? ""), mediaTypes);
    return "refused" in body && body.refused === trigger.refused;
  };
  const first = (checks: PlannedCheck[], request: ReceivedRequest) =>
    checks.find((check) => pulls(check, request))?.answer;

  return function checkRequest(request: ReceivedRequest): Answer | undefined {
    const refused = first(plan.beforeBody, request);
    if (refused) return refused;
    const json = "json" in request.body ? request.body.json : undefined;
    if (accepts && !accepts(json)) return refusalOf(json, plan.body, validators);
    return first(plan.afterBody, request);
  };
}

function refusalOf(json: unknown, groups: BodyChecks[], validators: Validators): Answer {
  for (const { array, validator, checks } of groups) {
    const accepts = validators[validator];
    if (!accepts || accepts(json)) continue;
    const subject = array ? firstRefusedItem(json, array, accepts) : json;
    const failed = checks.find((check) => !validators[check.validator]?.(subject));
    if (failed) return failed.answer;
  }
  throw new Error("the contract has no answer to a body that its schema refuses");
}

/** The validator stops at the first item it refuses, and its error says which one that is. */
function firstRefusedItem(json: unknown, array: string[], { errors }: Validate): unknown {
  const path = errors?.[0]?.instancePath.split("/").slice(1, array.length + 2) ?? [];
  return path.reduce((value, key) => (value as Record<string, unknown>)[key], json);
}
