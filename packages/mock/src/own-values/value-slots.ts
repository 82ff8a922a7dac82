/** A text in a body that stands for an id or a time. */
export interface ValueSlot {
  readonly format: "uuid" | "date-time";
  readonly value: string;
  /** Puts another text in its place, and gives that text back. */
  replace(text: string): string;
}

interface Schema {
  format?: unknown;
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
}

/**
 * The texts in a body whose schema gives them the format of an id or a time.
 *
 * @example
 * slotsIn({ properties: { id: { format: "uuid" } } }, { id: "7c0e6f7a-…", name: "…" })
 * // [{ format: "uuid", value: "7c0e6f7a-…", replace }]
 */
export function slotsIn(schema: unknown, body: unknown): ValueSlot[] {
  const holder = { body };
  return within((schema ?? {}) as Schema, holder, "body");
}

function within(schema: Schema, holder: object, key: string): ValueSlot[] {
  const { format, properties = {}, items, allOf = [] } = schema;
  const at = holder as Record<string, unknown>;
  const value = at[key];
  const inAll = allOf.flatMap((each) => within(each, holder, key));
  if (typeof value === "string" && (format === "uuid" || format === "date-time")) {
    const replace = (text: string) => {
      at[key] = text;
      return text;
    };
    return [...inAll, { format, value, replace }];
  }
  if (typeof value !== "object" || value === null) return inAll;
  if (Array.isArray(value))
    return [...inAll, ...(items ? value.flatMap((_, index) => within(items, value, String(index))) : [])];
  const names = Object.keys(properties).filter((name) => Object.hasOwn(value, name));
  return [...inAll, ...names.flatMap((name) => within(properties[name] ?? {}, value, name))];
}
