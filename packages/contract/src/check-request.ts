import { parameterOf } from "@case-comments/openapi/trigger";
import { type BodyChecks, checkPlan, type PlannedCheck } from "./check-plan.ts";
import type { ResolvedOperation } from "./document.ts";
import type { ResponseExample } from "./failure.ts";
import { isMediaType } from "./media-type.ts";
import { type ParameterSource, parameterReader } from "./parameter-values.ts";
import type { ReceivedBody } from "./parse-body.ts";
import { acceptsBody, type Validate, type Validators } from "./validators.ts";
import { type Violation, violationOf } from "./violation.ts";

/** A request to one operation. */
export interface ReceivedRequest extends ParameterSource {
  operation: string;
  /** Absent when the request has none. */
  body?: ReceivedBody;
}

/** Why a request can't succeed: the error response that is due, and the rules that are broken. */
export interface ExpectedFailure {
  response: ResponseExample;
  /**
   * What the request does wrong, in the order of the checks; the first is what the response speaks
   * of. Of each rule only the first place is told. What is checked before the body is told alone.
   */
  violations: readonly Violation[];
}

/**
 * Builds the check of one operation's requests: the failure that a request provokes, or `undefined`
 * if it may succeed. A request that breaks several rules gets the response of the first, in the
 * order of the plan.
 *
 * One fail-fast validator decides whether the body is valid; only if not are the triggers asked,
 * one after the other. So the time is linear in the size of the body.
 */
export function requestCheck(operation: ResolvedOperation, validators: Validators) {
  const { requestBody, parameters } = operation;
  const plan = checkPlan(operation);
  const mediaTypes = Object.keys(requestBody?.content ?? {});
  const accepts = validators[acceptsBody(operation.operationId)];
  const readParameters = parameterReader(parameters);
  const isUuid = (name: string) =>
    parameters.some((each) => each.name === name && each.schema.format === "uuid");

  function violationIn(check: PlannedCheck, request: ReceivedRequest): Violation | undefined {
    const { trigger, validator } = check;
    const { headers, body } = request;
    const parameter = parameterOf(trigger);
    if (parameter) {
      const values = readParameters(request, parameter.in);
      if (!("value" in trigger)) return judged(check, validators[validator], values);
      const text = String(values[parameter.name] ?? "");
      // A UUID is the same in capitals.
      const same = isUuid(parameter.name) ? text.toLowerCase() : text;
      return same === trigger.value ? violationOf(check) : undefined;
    }
    if (!body) return undefined;
    if ("body" in trigger)
      return "json" in body ? judged(check, validators[validator], body.json) : undefined;
    if ("refused" in trigger && trigger.refused === "contentType")
      return isMediaType(String(headers["content-type"] ?? ""), mediaTypes) ? undefined : violationOf(check);
    const isRefused = "refused" in trigger && "refused" in body && body.refused === trigger.refused;
    return isRefused ? violationOf(check) : undefined;
  }

  function firstIn(checks: readonly PlannedCheck[], request: ReceivedRequest): ExpectedFailure | undefined {
    for (const check of checks) {
      const violation = violationIn(check, request);
      if (violation) return { response: check.response, violations: [violation] };
    }
    return undefined;
  }

  return function checkRequest(received: ReceivedRequest): ExpectedFailure | undefined {
    const request = { ...received, body: bodyThatCounts(requestBody, received.body) };
    const early = firstIn(plan.beforeBody, request);
    if (early) return early;
    const { body } = request;
    if (accepts && body && "json" in body && !accepts(body.json))
      return failureIn(body.json, plan.body, validators);
    return firstIn(plan.afterBody, request);
  };
}

/** An operation without a body doesn't care what comes in its place, unless it is too much. */
function bodyThatCounts(
  requestBody: ResolvedOperation["requestBody"],
  body: ReceivedBody | undefined,
): ReceivedBody | undefined {
  if (!requestBody) return body && "refused" in body && body.refused === "tooLarge" ? body : undefined;
  return body ?? (requestBody.required ? { refused: "malformed" } : undefined);
}

function judged(check: PlannedCheck, validate: Validate | undefined, value: unknown): Violation | undefined {
  return validate?.(value) ? undefined : violationOf(check, validate);
}

function failureIn(json: unknown, groups: BodyChecks[], validators: Validators): ExpectedFailure {
  let response: ResponseExample | undefined;
  const violations: Violation[] = [];
  for (const { array, validator, checks } of groups) {
    const accepts = validators[validator];
    if (!accepts || accepts(json)) continue;
    const base = array ? pointerToItem(array, accepts) : "";
    const subject = base.split("/").slice(1).reduce(descend, json);
    for (const check of checks) {
      const validate = validators[check.validator];
      if (validate?.(subject)) continue;
      response ??= check.response;
      violations.push(violationOf(check, validate, base));
    }
  }
  if (!response) throw new Error("the contract has no response to a body that its schema refuses");
  return { response, violations };
}

/** The validator stops at the first item it refuses, and its error says which one that is. */
function pointerToItem(array: string[], { errors }: Validate): string {
  return (errors?.[0]?.instancePath ?? "")
    .split("/")
    .slice(0, array.length + 2)
    .join("/");
}

const descend = (value: unknown, key: string): unknown => (value as Record<string, unknown>)[key];
