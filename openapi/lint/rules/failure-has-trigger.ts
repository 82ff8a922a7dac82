import {
  type Constraint,
  constraintOf,
  constraints,
  type Parameter,
  parameterConstraints,
  parameterOf,
  provokes,
  type Schema,
  type Trigger,
} from "../../trigger.ts";
import { type Context, entries, follow, items, methods, type Placed, type Rule } from "../redocly.ts";

/**
 * Every error response is an example with a name for the failure and a trigger that a request can
 * really pull; and every way to break the rules of a request is some failure's trigger, so that no
 * request is left without a documented response.
 */
export const failureHasTrigger: Rule = () => {
  let root: Placed;
  return {
    Root: {
      enter(node: Record<string, unknown>, context) {
        root = { node, location: context.location };
      },
    },
    // A webhook is a path item, too, but it is others who send its requests.
    Paths: {
      PathItem(node: Record<string, unknown>, context) {
        const pathItem = { node, location: context.location };
        for (const method of methods) {
          if (!node[method]) continue;
          const location = pathItem.location.child(method);
          checkOperation(context, root, pathItem, follow(context, { node: node[method], location }));
        }
      },
    },
  };
};

function checkOperation(context: Context, root: Placed, pathItem: Placed, operation: Placed): void {
  const responses = entries(context, operation, "responses").filter(([status]) => Number(status) >= 400);
  if (responses.length === 0) return;
  const demanded = demandsOf(context, root, pathItem, operation);
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
}

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

function demandsOf(context: Context, root: Placed, pathItem: Placed, operation: Placed): Constraint[] {
  try {
    const body = bodySchema(context, operation);
    return [
      ...parameterConstraints(parametersOf(context, root, pathItem, operation)),
      ...(body ? constraints(body, "body") : []),
    ];
  } catch (error) {
    context.report({ message: (error as Error).message, location: operation.location });
    return [];
  }
}

function parametersOf(context: Context, root: Placed, pathItem: Placed, operation: Placed): Parameter[] {
  const listed = [...items(context, pathItem, "parameters"), ...items(context, operation, "parameters")];
  const parameters = listed.map(({ node, location }) => ({
    ...(node as unknown as Parameter),
    schema: dereferenced(context, { node: node.schema, location }),
  }));
  return [...parameters, ...apiKeys(context, root, operation)];
}

/** The headers that hold an API key, where the operation asks for one. */
function apiKeys(context: Context, root: Placed, operation: Placed): Parameter[] {
  const security = (operation.node.security ?? root.node.security ?? []) as object[];
  const names = security.flatMap((schemes) => Object.keys(schemes));
  const components = follow(context, { node: root.node.components ?? {}, location: root.location });
  return entries(context, components, "securitySchemes").flatMap(([name, { node }]) =>
    names.includes(name) && node.type === "apiKey" && node.in === "header"
      ? { name: String(node.name), in: "header", required: true, schema: { type: "string" } }
      : [],
  );
}

function bodySchema(context: Context, operation: Placed): Schema | undefined {
  const body = follow(context, { node: operation.node.requestBody ?? {}, location: operation.location });
  const media = entries(context, body, "content")[0]?.[1];
  if (!media?.node.schema) return undefined;
  return dereferenced(context, { node: media.node.schema, location: media.location });
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
