import type { Parameter, Schema } from "@case-comments/openapi/trigger";

/** The values of one location's parameters, by name; absent ones have no property. */
export type ParameterValues = Record<string, unknown>;

/** The parts of a request that hold parameters. */
export interface ParameterSource {
  /** Decoded. */
  path: Record<string, string>;
  query?: URLSearchParams;
  /** By lower-case name. */
  headers: Record<string, string | string[] | undefined>;
}

const texts: Record<string, (source: ParameterSource, name: string) => readonly (string | undefined)[]> = {
  path: ({ path }, name) => [path[name]],
  query: ({ query }, name) => query?.getAll(name) ?? [],
  // A header that is empty says nothing.
  header: ({ headers }, name) => [String(headers[name] ?? "").trim() || undefined],
};

/**
 * Builds what reads the parameters of one location as what their schemas want: numbers, booleans,
 * lists. A text that is none of these stays a text, and so breaks the schema's `type`. Of a
 * parameter that comes twice and is no list, the first counts.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html#style-values
 */
export function parameterReader(parameters: readonly Parameter[]) {
  return function readParameters(source: ParameterSource, location: "path" | "query" | "header") {
    const values: ParameterValues = {};
    for (const parameter of parameters) {
      if (parameter.in !== location) continue;
      const [first, ...others] = texts[location]?.(source, parameter.name) ?? [];
      if (first !== undefined) values[parameter.name] = parsed(parameter, [first, ...(others as string[])]);
    }
    return values;
  };
}

function parsed(parameter: Parameter, [first, ...others]: [string, ...string[]]): unknown {
  const { in: location, explode = location === "query", schema } = parameter;
  if (schema.type !== "array") return scalar(schema, first);
  const items = explode ? [first, ...others] : first.split(",");
  return items.map((item) => scalar((schema.items ?? {}) as Schema, item));
}

function scalar({ type }: Schema, text: string): unknown {
  if ((type === "integer" || type === "number") && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}
