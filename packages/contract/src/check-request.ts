import { parameterOf } from "@case-comments/openapi/trigger";
import { type BodyChecks, checkPlan, type PlannedCheck } from "./check-plan.ts";
import type { ResolvedOperation } from "./document.ts";
import type { ResponseExample } from "./failure.ts";
import { isMediaType } from "./media-type.ts";
import { type ParameterSource, type ParameterValues, parameterReader } from "./parameter-values.ts";
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

/** Gives the parameters of a location. */
type Values = (location: "path" | "query" | "header") => ParameterValues;

/** One of the plan's checks, and the response that is due where it finds a violation. */
interface Question {
  response: ResponseExample;
  ask(request: ReceivedRequest, values: Values): Violation | undefined;
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

  /** Builds what asks a request one question, so that what the plan says of it is looked up once. */
  function questionOf(check: PlannedCheck): Question {
    const { trigger, response } = check;
    const validate = validators[check.validator];
    const parameter = parameterOf(trigger);
    if (parameter && "value" in trigger) {
      const { in: location, name } = parameter;
      // A UUID is the same in capitals.
      const same = isUuid(name) ? (text: string) => text.toLowerCase() : (text: string) => text;
      const violation = violationOf(check);
      return {
        response,
        ask: (_, values) =>
          same(String(values(location)[name] ?? "")) === trigger.value ? violation : undefined,
      };
    }
    if (parameter) return { response, ask: (_, values) => judged(check, validate, values(parameter.in)) };
    return {
      response,
      ask: (request) => request.body && violationInBody(check, validate, request, request.body),
    };
  }

  function violationInBody(
    check: PlannedCheck,
    validate: Validate | undefined,
    { headers }: ReceivedRequest,
    body: ReceivedBody,
  ): Violation | undefined {
    const { trigger } = check;
    if ("body" in trigger) return "json" in body ? judged(check, validate, body.json) : undefined;
    if ("refused" in trigger && trigger.refused === "contentType")
      return isMediaType(String(headers["content-type"] ?? ""), mediaTypes) ? undefined : violationOf(check);
    const isRefused = "refused" in trigger && "refused" in body && body.refused === trigger.refused;
    return isRefused ? violationOf(check) : undefined;
  }

  /** Reads the parameters of each location once, and only if something asks for them. */
  function valuesOf(request: ReceivedRequest): Values {
    const known: Partial<Record<string, ParameterValues>> = {};
    return (location) => (known[location] ??= readParameters(request, location));
  }

  const beforeBody = plan.beforeBody.map(questionOf);
  const afterBody = plan.afterBody.map(questionOf);

  return function checkRequest(received: ReceivedRequest): ExpectedFailure | undefined {
    const request = { ...received, body: bodyThatCounts(requestBody, received.body) };
    const values = valuesOf(request);
    const early = firstIn(beforeBody, request, values);
    if (early) return early;
    const { body } = request;
    if (accepts && body && "json" in body && !accepts(body.json))
      return failureIn(body.json, plan.body, validators);
    return firstIn(afterBody, request, values);
  };
}

/** The failure of the first question that a request answers with yes. */
function firstIn(
  questions: readonly Question[],
  request: ReceivedRequest,
  values: Values,
): ExpectedFailure | undefined {
  for (const { response, ask } of questions) {
    const violation = ask(request, values);
    if (violation) return { response, violations: [violation] };
  }
  return undefined;
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
