import type { Described, Parameter, Schema } from "./document.ts";
import { descriptionOf, type Provenance, provenanceOf } from "./provenance.ts";

/** A field of a body, or a parameter, as the docs show it. */
export interface Field {
  name: string;
  /** The names from the body down to this one, without those of array items. */
  path: readonly string[];
  /** Such as `string (uuid)` or `array of objects`. */
  type: string;
  required: boolean;
  /** Markdown. */
  description: string;
  provenance?: Provenance;
  /** What else the schema demands or states, such as `["default", "true"]`. */
  rules: readonly (readonly [label: string, value: string])[];
  example?: unknown;
  fields: readonly Field[];
}

const labels: Record<string, string> = {
  const: "always",
  enum: "one of",
  default: "default",
  pattern: "pattern",
  minLength: "characters, at least",
  maxLength: "characters, at most",
  minimum: "at least",
  maximum: "at most",
  minItems: "items, at least",
  maxItems: "items, at most",
};
const shownElsewhere = [
  ...["type", "format", "contentEncoding", "description", "title", "example", "examples", "deprecated"],
  ...["properties", "items", "required", "allOf", "additionalProperties"],
];
const known = new Set([...Object.keys(labels), ...shownElsewhere]);

/**
 * The fields of an object, or of the objects in an array, with theirs.
 *
 * @throws {Error} for a keyword that the docs can't show, such as `oneOf`
 */
export function fieldsOf(schema: Schema, path: readonly string[] = []): Field[] {
  const { properties = {}, required = [] } = merged(schema, path);
  return Object.entries(properties as Record<string, Schema>).map(([name, property]) =>
    fieldOf(name, property, (required as string[]).includes(name), [...path, name]),
  );
}

/** A parameter of a call. */
export function parameterField(parameter: Parameter): Field {
  const { name, required = false, schema, example } = parameter;
  const field = fieldOf(name, { ...schema, ...described(parameter) }, required, [name]);
  return example === undefined ? field : { ...field, example };
}

/** A schema with those that it is put together from. */
export function merged(schema: Schema, path: readonly string[] = []): Schema {
  const unknown = Object.keys(schema).find((keyword) => !known.has(keyword) && !keyword.startsWith("x-"));
  if (unknown)
    throw new Error(`the docs can't show the keyword ${unknown} (at ${path.join(".") || "the root"})`);
  const { allOf = [], ...own } = schema;
  const parts = (allOf as Schema[]).map((part) => merged(part, path));
  const all = [...parts, own as Schema];
  return {
    ...Object.assign({}, ...all),
    ...(parts.length > 0 ? { description: own.description ?? parts[0]?.description ?? "" } : {}),
    properties: Object.assign({}, ...all.map(({ properties }) => properties)),
    required: [...new Set(all.flatMap(({ required = [] }) => required as string[]))],
  };
}

function fieldOf(name: string, property: Schema, required: boolean, path: readonly string[]): Field {
  const schema = merged(property, path);
  const items = schema.items as Schema | undefined;
  const provenance = provenanceOf(schema);
  const rules = Object.entries(labels).flatMap(([keyword, label]) =>
    keyword in schema ? [[label, literals(schema[keyword])] as const] : [],
  );
  return {
    name,
    path,
    type: typeOf(schema, path),
    required,
    description: descriptionOf(schema),
    ...(provenance ? { provenance } : {}),
    rules,
    ...("example" in schema ? { example: schema.example } : {}),
    fields: fieldsOf(items ?? schema, path),
  };
}

function typeOf(schema: Schema, path: readonly string[]): string {
  const { type = "any value", items, format, contentEncoding } = schema;
  if (type === "array") {
    if (!items) return "array";
    const item = typeOf(merged(items as Schema, path), path);
    return `array of ${item.includes(" ") ? item : `${item}s`}`;
  }
  const name = Array.isArray(type) ? type.join(" or ") : String(type);
  const form = format ?? contentEncoding;
  return form === undefined ? name : `${name} (${form})`;
}

const literals = (value: unknown): string =>
  Array.isArray(value) ? value.map((each) => JSON.stringify(each)).join(", ") : JSON.stringify(value);

function described({ description, "x-provenance": provenance }: Described): Described {
  return {
    ...(description === undefined ? {} : { description }),
    ...(provenance === undefined ? {} : { "x-provenance": provenance }),
  };
}
