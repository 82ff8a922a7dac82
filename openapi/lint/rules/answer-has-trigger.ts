import { type Constraint, constraints, provokes, type Schema, type Trigger } from "../../trigger.ts";
import { type Context, entries, follow, type Placed, type Rule } from "../redocly.ts";

/**
 * Every refusal is an example with a name for the failure and a trigger that a request can
 * really pull; and every way to break the request's schema is some refusal's trigger, so that
 * no request is left without a documented answer.
 */
export const answerHasTrigger: Rule = () => ({
  Operation(node: Record<string, unknown>, context) {
    const operation = { node, location: context.location };
    const refusals = entries(context, operation, "responses").filter(([status]) => Number(status) >= 400);
    if (refusals.length === 0) return;
    const demanded = demandsOfBody(context, operation);
    const triggers: Trigger[] = [];
    for (const [status, response] of refusals) {
      const answers = entries(context, response, "content").flatMap(([, media]) =>
        entries(context, media, "examples"),
      );
      if (answers.length === 0) {
        context.report({
          message: `Status ${status} has no example of its answer.`,
          location: response.location,
        });
      }
      for (const [name, answer] of answers) {
        for (const message of problems(name, answer.node, demanded, triggers)) {
          context.report({ message, location: answer.location });
        }
        triggers.push(...((answer.node["x-trigger"] as Trigger[] | undefined) ?? []));
      }
    }
    for (const constraint of demanded) {
      if (triggers.some((trigger) => provokes(trigger, constraint))) continue;
      context.report({
        message: `No answer has a trigger for breaking \`${constraint.rule}\` at \`${constraint.pointer}\`.`,
      });
    }
  },
});

function problems(
  name: string,
  answer: Record<string, unknown>,
  demanded: Constraint[],
  earlier: Trigger[],
): string[] {
  const found: string[] = [];
  const triggers = answer["x-trigger"];
  if (!/^[a-z][A-Za-z]+$/.test(String(answer["x-failure"] ?? ""))) {
    found.push(`The answer \`${name}\` has no x-failure in camel case.`);
  }
  if (!Array.isArray(triggers) || triggers.length === 0) {
    return [...found, `The answer \`${name}\` has no x-trigger.`];
  }
  for (const trigger of triggers as Trigger[]) {
    const text = JSON.stringify(trigger);
    if (!isReachable(trigger, demanded))
      found.push(`No request can pull the trigger ${text} of \`${name}\`.`);
    if (earlier.some((other) => JSON.stringify(other) === text)) {
      found.push(`The trigger ${text} of \`${name}\` already belongs to an earlier answer.`);
    }
  }
  return found;
}

function isReachable(trigger: Trigger, demanded: Constraint[]): boolean {
  if ("body" in trigger) return demanded.some((constraint) => provokes(trigger, constraint));
  if ("header" in trigger) return "value" in trigger ? trigger.value.length > 0 : trigger.rule === "required";
  if ("path" in trigger) return trigger.rule === "format";
  if ("caseId" in trigger) return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(trigger.caseId);
  return "bytes" in trigger ? trigger.bytes > 0 : ["malformed", "contentType"].includes(trigger.refused);
}

function demandsOfBody(context: Context, operation: Placed): Constraint[] {
  const body = follow(context, { node: operation.node.requestBody ?? {}, location: operation.location });
  const media = entries(context, body, "content")[0]?.[1];
  if (!media?.node.schema) return [];
  const schema = dereferenced(context, { node: media.node.schema, location: media.location });
  try {
    return constraints(schema);
  } catch (error) {
    context.report({ message: (error as Error).message, location: media.location });
    return [];
  }
}

function dereferenced(context: Context, schema: Placed<unknown>): Schema {
  const { node, location } = follow<Schema>(context, schema);
  const properties = entries(context, { node, location }, "properties").map(([name, property]) => [
    name,
    dereferenced(context, property),
  ]);
  return {
    ...node,
    ...(node.properties ? { properties: Object.fromEntries(properties) } : {}),
    ...(node.items ? { items: dereferenced(context, { node: node.items, location }) } : {}),
  };
}
