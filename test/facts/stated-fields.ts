import type { Field, Provenance } from "./facts.ts";

/** A schema of the dereferenced bundle, or a parameter: foreign data, read as it is. */
export type Schema = Record<string, unknown>;

const words = ["type", "description", "example", "title", "properties", "items", "required"];
const isRule = (keyword: string) => !words.includes(keyword) && !keyword.startsWith("x-");

/**
 * What a schema states of each of its fields, in the form of the table of facts.
 *
 * @example
 * statedFields({ type: "object", properties: { text: { type: "string" } } })
 * // [{ path: "text", type: "string", required: false }]
 */
export function statedFields(schema: Schema, prefix = ""): Field[] {
  const required = (schema.required ?? []) as string[];
  return Object.entries((schema.properties ?? {}) as Record<string, Schema>).flatMap(([name, property]) => {
    const path = `${prefix}${name}`;
    const items = property.items as Schema | undefined;
    return [
      statedField(path, property, required.includes(name)),
      ...(items && !items.properties ? [statedField(`${path}[]`, items, false)] : []),
      ...(items ? statedFields(items, `${path}[].`) : statedFields(property, `${path}.`)),
    ];
  });
}

/** What parameters state of themselves, in the form of the table of facts. */
export function statedParameters(parameters: readonly Schema[]): Field[] {
  return parameters.map((parameter) => {
    const { name, in: location, required = false, schema } = parameter;
    const field = statedField(`${location}.${name}`, schema as Schema, required as boolean);
    return { ...field, ...marked(parameter) };
  });
}

/** How a part of the contract is marked. */
export function provenanceOf(node: Schema | undefined): Provenance {
  return (String(node?.["x-provenance"] ?? "documented").split(":")[0] ?? "") as Provenance;
}

function statedField(path: string, schema: Schema, required: boolean): Field {
  const states = Object.fromEntries(Object.entries(schema).filter(([keyword]) => isRule(keyword)));
  const type = schema.type as Field["type"];
  return {
    path,
    type,
    required,
    ...(Object.keys(states).length > 0 ? { states } : {}),
    ...marked(schema),
  };
}

function marked(node: Schema): { provenance?: Provenance } {
  const provenance = provenanceOf(node);
  return provenance === "documented" ? {} : { provenance };
}
