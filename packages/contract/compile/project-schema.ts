import type { Constraint, Location, Schema } from "@case-comments/openapi/trigger";

/**
 * What is left of a schema when only some of its constraints count. The structure that leads
 * to them stays, so that the result is a schema of the same body.
 *
 * @example
 * projectSchema(
 *   { type: "object", required: ["text", "author"] },
 *   "body",
 *   ({ pointer }) => pointer === "/text",
 * ) // { required: ["text"] }
 */
export function projectSchema(
  schema: Schema,
  location: Location,
  counts: (constraint: Constraint) => boolean,
  pointer = "",
): Schema {
  const projected: Schema = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === "required") {
      const names = (value as string[]).filter((name) =>
        counts({ in: location, pointer: `${pointer}/${name}`, rule: key }),
      );
      if (names.length > 0) projected.required = names;
    } else if (key === "properties") {
      const properties = Object.entries(value as Record<string, Schema>)
        .map(
          ([name, property]) =>
            [name, projectSchema(property, location, counts, `${pointer}/${name}`)] as const,
        )
        .filter(([, property]) => Object.keys(property).length > 0);
      if (properties.length > 0) projected.properties = Object.fromEntries(properties);
    } else if (key === "items") {
      const items = projectSchema(value as Schema, location, counts, `${pointer}/*`);
      if (Object.keys(items).length > 0) projected.items = items;
    } else if (counts({ in: location, pointer, rule: key })) {
      projected[key] = value;
    }
  }
  return projected;
}
