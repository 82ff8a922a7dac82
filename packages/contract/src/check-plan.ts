import { parameterOf, type Trigger } from "@case-comments/openapi/trigger";
import type { ResolvedOperation } from "./document.ts";
import { type ResponseExample, responseExamplesOf } from "./failure.ts";

/** One question to a request: does it pull this trigger? If so, the response is due. */
export interface PlannedCheck {
  trigger: Trigger;
  response: ResponseExample;
  /** The name of the compiled validator that decides, where one does. */
  validator: string;
}

/**
 * Checks that are asked together. Those that speak of the items of one array are asked item by
 * item, so that the first item that breaks a rule names the response.
 */
export interface BodyChecks {
  /** The path to the array, or undefined when the checks speak of the whole body. */
  array: string[] | undefined;
  /** The name of the validator that accepts a body in which none of the checks would fail. */
  validator: string;
  checks: PlannedCheck[];
}

/** The order in which a request is checked. */
export interface CheckPlan {
  beforeBody: PlannedCheck[];
  body: BodyChecks[];
  afterBody: PlannedCheck[];
}

const isHeader = (trigger: Trigger) => parameterOf(trigger)?.in === "header";

// The vendor documents no order; this one doesn't depend on how a bundler sorts keys.
const phases: ((trigger: Trigger) => boolean)[] = [
  (trigger) => "refused" in trigger && trigger.refused !== "malformed",
  isHeader,
  (trigger) => "refused" in trigger || ("body" in trigger && trigger.body === ""),
  (trigger) => "body" in trigger,
  (trigger) => "rule" in trigger,
  (trigger) => "value" in trigger,
];
const bodyPhase = 3;

/** Puts the triggers of an operation into the order in which they are asked. */
export function checkPlan(operation: ResolvedOperation): CheckPlan {
  const planned = responseExamplesOf(operation).flatMap(({ triggers, ...response }) =>
    triggers.map((trigger, index) => ({
      trigger,
      response,
      validator: `${operation.operationId} ${response.name} ${index}`,
      phase: phases.findIndex((speaksOf) => speaksOf(trigger)),
    })),
  );
  planned.sort((one, other) => one.phase - other.phase);
  return {
    beforeBody: planned.filter(({ phase }) => phase < bodyPhase),
    body: groupByArray(planned.filter(({ phase }) => phase === bodyPhase)),
    afterBody: planned.filter(({ phase }) => phase > bodyPhase),
  };
}

function groupByArray(planned: PlannedCheck[]): BodyChecks[] {
  const groups: BodyChecks[] = [];
  for (const check of planned) {
    const array = arrayOf(check.trigger);
    const last = groups.at(-1);
    if (last?.array && last.array.join("/") === array?.join("/")) last.checks.push(check);
    else if (array) groups.push({ array, validator: `${check.validator} in all items`, checks: [check] });
    else groups.push({ array, validator: check.validator, checks: [check] });
  }
  return groups;
}

/** The path to the outermost array whose items a trigger speaks of. */
export function arrayOf(trigger: Trigger): string[] | undefined {
  if (!("body" in trigger)) return undefined;
  const segments = trigger.body.split("/").slice(1);
  const star = segments.indexOf("*");
  return star === -1 ? undefined : segments.slice(0, star);
}
