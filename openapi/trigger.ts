/**
 * What provokes a documented failure: the `x-trigger` of an error example.
 *
 * A JSON pointer into the body may hold `*` for each item of an array, and ends with `/**`
 * when it means the place before it and everything below.
 */
export type Trigger =
  | { body: string; rule: string }
  | { header: string; rule: "required" }
  | { header: string; value: string }
  | { path: string; rule: "format" }
  | { caseId: string }
  | { refused: "malformed" | "contentType" }
  | { refused: "tooLarge"; bytes: number };

/** A schema in which every `$ref` has been followed. */
export type Schema = Record<string, unknown>;

/** One thing that a schema demands of one place in the body. */
export interface Constraint {
  pointer: string;
  rule: string;
}

const rules = ["type", "const", "enum", "format", "contentEncoding", "pattern"];
const bounds = ["minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems"];
const annotations = ["description", "title", "example", "examples", "default", "deprecated"];
const structure = ["properties", "items", "required"];
const known = new Set([...rules, ...bounds, ...annotations, ...structure]);

/**
 * Everything that a request body's schema demands, parents before children.
 *
 * @throws {Error} for a keyword that no trigger could name, such as `oneOf`: a request that
 * breaks it would have no documented answer.
 *
 * @example
 * constraints({ type: "object", required: ["text"] })
 * // [{ pointer: "", rule: "type" }, { pointer: "/text", rule: "required" }]
 */
export function constraints(schema: Schema, pointer = ""): Constraint[] {
  const unknown = Object.keys(schema).find((key) => !known.has(key) && !key.startsWith("x-"));
  if (unknown)
    throw new Error(`a request body can't use the keyword ${unknown} (at ${pointer || "its root"})`);
  return [
    ...[...rules, ...bounds].filter((rule) => rule in schema).map((rule) => ({ pointer, rule })),
    ...((schema.required ?? []) as string[]).map((name) => ({
      pointer: `${pointer}/${name}`,
      rule: "required",
    })),
    ...Object.entries((schema.properties ?? {}) as Record<string, Schema>).flatMap(([name, property]) =>
      constraints(property, `${pointer}/${name}`),
    ),
    ...(schema.items ? constraints(schema.items as Schema, `${pointer}/*`) : []),
  ];
}

/** Whether breaking this constraint is what the trigger speaks of. */
export function provokes(trigger: Trigger, { pointer, rule }: Constraint): boolean {
  if (!("body" in trigger) || trigger.rule !== rule) return false;
  if (!trigger.body.endsWith("/**")) return trigger.body === pointer;
  const root = trigger.body.slice(0, -"/**".length);
  return pointer === root || pointer.startsWith(`${root}/`);
}
