import {
  type Constraint,
  constraintOf,
  type Location,
  parametersSchema,
  provokes,
  type Schema,
  type Trigger,
} from "@case-comments/openapi/trigger";
import { arrayOf, checkPlan } from "./check-plan.ts";
import type { ResolvedOperation } from "./document.ts";
import { acceptsBody } from "./validators.ts";

/** A validator that the check of requests asks for: what it judges, and what counts to it. */
export interface RequestValidator {
  name: string;
  schema: Schema;
  in: Location;
  /** Where in the request the schema stands, with `*` for the items of an array. */
  pointer: string;
  /** Whether it matters that a constraint of the schema is broken. */
  counts(constraint: Constraint): boolean;
}

/**
 * Every validator that `requestCheck` asks for. Whoever makes them, makes them of this: they are compiled
 * where they must be fast, and read their schemas where they must be small.
 */
export function requestValidatorsOf(operation: ResolvedOperation): RequestValidator[] {
  const { operationId, parameters, requestBody } = operation;
  const body = Object.values(requestBody?.content ?? {})[0]?.schema;
  const plan = checkPlan(operation);
  const planned = [...plan.beforeBody, ...plan.body.flatMap(({ checks }) => checks), ...plan.afterBody];
  const ofTriggers = planned.flatMap(({ trigger, validator }): RequestValidator[] => {
    const location = constraintOf(trigger)?.in;
    const counts = (constraint: Constraint) => provokes(trigger, constraint);
    if (!location || (location === "body" && !body)) return [];
    const subject =
      location === "body" && body
        ? subjectOf(body, trigger)
        : { schema: parametersSchema(parameters, location), pointer: "" };
    return [{ name: validator, in: location, counts, ...subject }];
  });
  if (!body) return ofTriggers;
  const whole = { schema: body, in: "body" as const, pointer: "" };
  const ofLists = plan.body.flatMap(({ array, validator, checks }) => {
    const counts = (constraint: Constraint) => checks.some(({ trigger }) => provokes(trigger, constraint));
    return array ? [{ ...whole, name: validator, counts }] : [];
  });
  return [{ ...whole, name: acceptsBody(operationId), counts: () => true }, ...ofTriggers, ...ofLists];
}

/** What a trigger speaks of: the whole body, or an item of one of its arrays. */
function subjectOf(body: Schema, trigger: Trigger): { schema: Schema; pointer: string } {
  const array = arrayOf(trigger);
  return array
    ? { schema: itemsAt(body, array), pointer: `/${[...array, "*"].join("/")}` }
    : { schema: body, pointer: "" };
}

/** The schema at a path of property names, through to the items of the array there. */
function itemsAt(schema: Schema, path: readonly string[]): Schema {
  let at = schema;
  for (const name of path) at = (at.properties as Record<string, Schema>)[name] ?? {};
  return at.items as Schema;
}
