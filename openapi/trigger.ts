/** Where in a request something stands. */
export type Location = "path" | "query" | "header" | "body";

/**
 * What provokes a documented failure: the `x-trigger` of an error example.
 *
 * - a broken rule: the JSON Schema keyword, and the place that breaks it. In a body that is a JSON
 *   pointer, which may hold `*` for each item of an array, and ends with `/**` when it means the
 *   place before it and everything below. A parameter is named (`ids/*` for its items, `**` for all);
 * - a value of a parameter that is set aside for tests;
 * - a body that can't be read at all.
 */
export type Trigger =
  | { body: string; rule: string }
  | ParameterTrigger<"path">
  | ParameterTrigger<"query">
  | ParameterTrigger<"header">
  | { refused: "malformed" | "contentType" }
  | { refused: "tooLarge"; bytes: number };

type ParameterTrigger<In extends Location> = { [key in In]: string } & ({ rule: string } | { value: string });

/** A schema in which every `$ref` has been followed. */
export type Schema = Record<string, unknown>;

/** A parameter of an operation; an API key in a header counts as one. */
export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  /** Whether the items of a list come as parameters of their own (the default), or in one, with commas. */
  explode?: boolean;
  schema: Schema;
}

/** One thing that the contract demands of one place in a request. */
export interface Constraint {
  in: Location;
  pointer: string;
  rule: string;
}

const rules = ["type", "const", "enum", "format", "contentEncoding", "pattern"];
const bounds = ["minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems"];
const annotations = ["description", "title", "example", "examples", "default", "deprecated"];
const structure = ["properties", "items", "required"];
/** The keywords of JSON Schema that a request may use. */
export const requestKeywords: ReadonlySet<string> = new Set([
  ...rules,
  ...bounds,
  ...annotations,
  ...structure,
]);

/**
 * Everything that a schema demands, parents before children.
 *
 * @throws {Error} for a keyword that no trigger could name, such as `oneOf`: a request that
 * breaks it would have no documented response.
 *
 * @example
 * constraints({ type: "object", required: ["text"] }, "body")
 * // [{ in: "body", pointer: "", rule: "type" }, { in: "body", pointer: "/text", rule: "required" }]
 */
export function constraints(schema: Schema, location: Location, pointer = ""): Constraint[] {
  const unknown = Object.keys(schema).find((key) => !requestKeywords.has(key) && !key.startsWith("x-"));
  if (unknown) throw new Error(`a request can't use the keyword ${unknown} (at ${pointer || "its root"})`);
  const at = (rule: string, place = pointer): Constraint => ({ in: location, pointer: place, rule });
  return [
    ...[...rules, ...bounds].filter((rule) => rule in schema).map((rule) => at(rule)),
    ...((schema.required ?? []) as string[]).map((name) => at("required", `${pointer}/${name}`)),
    ...Object.entries((schema.properties ?? {}) as Record<string, Schema>).flatMap(([name, property]) =>
      constraints(property, location, `${pointer}/${name}`),
    ),
    ...(schema.items ? constraints(schema.items as Schema, location, `${pointer}/*`) : []),
  ];
}

/** The parameters of one location as the schema of an object that holds their values by name. */
export function parametersSchema(parameters: readonly Parameter[], location: Location): Schema {
  const present = parameters.filter((parameter) => parameter.in === location);
  // A path without one of its parameters is another path.
  const required = present.filter(({ required }) => required && location !== "path");
  return {
    ...(required.length > 0 ? { required: required.map(({ name }) => name) } : {}),
    properties: Object.fromEntries(present.map(({ name, schema }) => [name, schema])),
  };
}

/** Everything that an operation demands of its parameters, as far as a request can break it. */
export function parameterConstraints(parameters: readonly Parameter[]): Constraint[] {
  return (["header", "path", "query"] as const).flatMap((location) => {
    const schema = parametersSchema(parameters, location);
    // Whatever comes in a parameter is a text, and a list of one is a list.
    const isFree = ({ pointer, rule }: Constraint) => {
      const type = at(schema, pointer)?.type;
      return rule === "type" && (type === "string" || type === "array");
    };
    return constraints(schema, location).filter((constraint) => !isFree(constraint));
  });
}

function at(schema: Schema, pointer: string): Schema | undefined {
  const [, ...keys] = pointer.split("/");
  return keys.reduce<Schema | undefined>(
    (node, key) => (key === "*" ? node?.items : (node?.properties as Schema | undefined)?.[key]) as Schema,
    schema,
  );
}

/** The rule that a trigger speaks of, or `undefined` if it speaks of none. */
export function constraintOf(trigger: Trigger): Constraint | undefined {
  if (!("rule" in trigger)) return undefined;
  const { rule } = trigger;
  if ("body" in trigger) return { in: "body", pointer: trigger.body, rule };
  const parameter = parameterOf(trigger);
  return parameter && { in: parameter.in, pointer: `/${parameter.name}`, rule };
}

/** The parameter that a trigger speaks of, or `undefined` if it speaks of none. */
export function parameterOf(trigger: Trigger): { in: "path" | "query" | "header"; name: string } | undefined {
  if ("path" in trigger) return { in: "path", name: trigger.path };
  if ("query" in trigger) return { in: "query", name: trigger.query };
  if ("header" in trigger) return { in: "header", name: trigger.header };
  return undefined;
}

/** Whether breaking this constraint is what the trigger speaks of. */
export function provokes(trigger: Trigger, { in: location, pointer, rule }: Constraint): boolean {
  const meant = constraintOf(trigger);
  if (meant?.in !== location || meant.rule !== rule) return false;
  if (!meant.pointer.endsWith("/**")) return meant.pointer === pointer;
  const root = meant.pointer.slice(0, -"/**".length);
  return pointer === root || pointer.startsWith(`${root}/`);
}
