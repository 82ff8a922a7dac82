import {
  type Constraint,
  constraintOf,
  constraints,
  type Parameter,
  parameterConstraints,
  parameterOf,
  provokes,
  type Trigger,
} from "../../trigger.ts";
import { uncheckable } from "../checkable-schema.ts";
import { type Context, entries } from "../redocly.ts";
import {
  apiKeys,
  bodyOf,
  type Called,
  dereferenced,
  operationRule,
  parametersOf,
  schemaOf,
} from "../request.ts";

/**
 * Every error response is an example with a name for the failure and a trigger that a request can
 * really pull; and every way to break the rules of a request is some failure's trigger, so that no
 * request is left without a documented response.
 */
export const failureHasTrigger = operationRule((context, called) => {
  const { operation } = called;
  const responses = entries(context, operation, "responses").filter(([status]) => Number(status) >= 400);
  if (responses.length === 0) return;
  const demanded = demandsOf(context, called);
  if (!demanded) return;
  const earlier: Trigger[] = [];
  for (const [status, response] of responses) {
    const examples = entries(context, response, "content").flatMap(([, media]) =>
      entries(context, media, "examples"),
    );
    if (examples.length === 0) {
      context.report({ message: `Status ${status} has no example.`, location: response.location });
    }
    for (const [name, example] of examples) {
      for (const message of problems(name, example.node, demanded, earlier)) {
        context.report({ message, location: example.location });
      }
      earlier.push(...((example.node["x-trigger"] as Trigger[] | undefined) ?? []));
    }
  }
  for (const constraint of demanded) {
    if (earlier.some((trigger) => provokes(trigger, constraint))) continue;
    const { rule, in: location, pointer } = constraint;
    context.report({
      message: `No failure has a trigger for breaking \`${rule}\` at \`${pointer}\` of the ${location}.`,
      location: operation.location,
    });
  }
});

function problems(
  name: string,
  example: Record<string, unknown>,
  demanded: Constraint[],
  earlier: Trigger[],
): string[] {
  const found: string[] = [];
  const triggers = example["x-trigger"];
  if (!/^[a-z][A-Za-z]+$/.test(String(example["x-failure"] ?? ""))) {
    found.push(`The example \`${name}\` has no x-failure in camel case.`);
  }
  if (!Array.isArray(triggers) || triggers.length === 0) {
    return [...found, `The example \`${name}\` has no x-trigger.`];
  }
  for (const trigger of triggers as Trigger[]) {
    const text = JSON.stringify(trigger);
    if (!isReachable(trigger, demanded))
      found.push(`No request can pull the trigger ${text} of \`${name}\`.`);
    if (earlier.some((other) => JSON.stringify(other) === text)) {
      found.push(`The trigger ${text} of \`${name}\` already belongs to an earlier failure.`);
    }
  }
  return found;
}

function isReachable(trigger: Trigger, demanded: Constraint[]): boolean {
  if (constraintOf(trigger)) return demanded.some((constraint) => provokes(trigger, constraint));
  if ("value" in trigger) {
    const { in: location, name } = parameterOf(trigger) ?? {};
    const speaksOf = (constraint: Constraint) =>
      constraint.in === location && constraint.pointer === `/${name}`;
    return typeof trigger.value === "string" && trigger.value !== "" && demanded.some(speaksOf);
  }
  if (!("refused" in trigger)) return false;
  return "bytes" in trigger ? trigger.bytes > 0 : ["malformed", "contentType"].includes(trigger.refused);
}

/** What a request must keep to; `undefined` if its schema can't be followed, which another rule reports. */
function demandsOf(context: Context, called: Called): Constraint[] | undefined {
  const body = bodyOf(context, called);
  const placed = parametersOf(context, called);
  const schemas = [...placed, ...(body ? [body] : [])].map(schemaOf);
  if (schemas.some((schema) => uncheckable(context, schema).length > 0)) return undefined;
  const parameters = placed.map((parameter) => ({
    ...(parameter.node as unknown as Parameter),
    schema: dereferenced(context, schemaOf(parameter)),
  }));
  return [
    ...parameterConstraints([...parameters, ...apiKeys(context, called)]),
    ...(body ? constraints(dereferenced(context, schemaOf(body)), "body") : []),
  ];
}
