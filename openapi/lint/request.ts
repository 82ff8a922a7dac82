import type { Parameter, Schema } from "../trigger.ts";
import { type Context, entries, follow, items, methods, type Placed, type Rule } from "./redocly.ts";

/** An operation that can be called, with what it stands in. */
export interface Called {
  root: Placed;
  pathItem: Placed;
  operation: Placed;
}

/** A rule that looks at each operation. A webhook is none: it is others who send its requests. */
export function operationRule(check: (context: Context, called: Called) => void): Rule {
  return () => {
    let root: Placed;
    return {
      Root: {
        enter(node: Record<string, unknown>, context) {
          root = { node, location: context.location };
        },
      },
      Paths: {
        PathItem(node: Record<string, unknown>, context) {
          const pathItem = { node, location: context.location };
          for (const method of methods) {
            if (!node[method]) continue;
            const location = pathItem.location.child(method);
            const operation = follow(context, { node: node[method], location });
            check(context, { root, pathItem, operation });
          }
        },
      },
    };
  };
}

/** What the body of an operation's requests is said to be, if they have one. */
export function bodyOf(context: Context, { operation }: Called): Placed | undefined {
  const body = follow(context, { node: operation.node.requestBody ?? {}, location: operation.location });
  return entries(context, body, "content").find(([type]) => type === "application/json")?.[1];
}

/** The schema of a body or a parameter, where it stands. */
export function schemaOf({ node, location }: Placed): Placed<unknown> {
  return { node: node.schema, location: location.child("schema") };
}

/** The parameters of an operation. */
export function parametersOf(context: Context, { pathItem, operation }: Called): Placed[] {
  return [...items(context, pathItem, "parameters"), ...items(context, operation, "parameters")];
}

/** The headers that hold an API key, where the operation asks for one. */
export function apiKeys(context: Context, { root, operation }: Called): Parameter[] {
  const security = (operation.node.security ?? root.node.security ?? []) as object[];
  const names = security.flatMap((schemes) => Object.keys(schemes));
  const components = follow(context, { node: root.node.components ?? {}, location: root.location });
  return entries(context, components, "securitySchemes").flatMap(([name, { node }]) =>
    names.includes(name) && node.type === "apiKey" && node.in === "header"
      ? { name: String(node.name), in: "header", required: true, schema: { type: "string" } }
      : [],
  );
}

/** A schema in which every `$ref` is followed. It must not lead back to itself. */
export function dereferenced(context: Context, schema: Placed<unknown>): Schema {
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
