import {
  type RequestValidator,
  type ResolvedOperation,
  requestValidatorsOf,
  type Validate,
  type Validators,
} from "@case-comments/contract/requests";
import type { Constraint, Schema } from "@case-comments/openapi/trigger";
import { keywords as asked } from "../../../../packages/client/src/generated/request-rules.gen.ts";
import { const as constant, type Keyword } from "../../../../packages/client/src/request/keywords.ts";

/** What the client asks of its caller, and what it writes itself. */
export const keywords = { ...asked, const: constant };

type Broken = NonNullable<Validate["errors"]>[number];

/**
 * The validators of requests, which read their schemas each time they are asked. The mock's own are
 * compiled: faster, and ten times as long to load. A test holds that both find the same.
 */
export function interpretedValidators(operations: readonly ResolvedOperation[]): Validators {
  return Object.fromEntries(
    operations
      .flatMap(requestValidatorsOf)
      .map((validator) => [validator.name, interpreted(validator)] as const),
  );
}

function interpreted({ schema, in: location, pointer, counts }: RequestValidator): Validate {
  const validate: Validate = (value) => {
    const broken = firstBroken(value, schema, pointer, "", (pointer, rule) =>
      counts({ in: location, pointer, rule }),
    );
    validate.errors = broken && [broken];
    return !broken;
  };
  return validate;
}

/**
 * The first rule that a value breaks, those of parents before those of children.
 *
 * @param pointer where the schema stands
 * @param instancePath where the value stands
 */
function firstBroken(
  value: unknown,
  schema: Schema,
  pointer: string,
  instancePath: string,
  counts: (pointer: string, rule: Constraint["rule"]) => boolean,
): Broken | undefined {
  for (const [keyword, { holds }] of Object.entries(keywords) as [string, Keyword<unknown>][])
    if (keyword in schema && counts(pointer, keyword) && !holds(value, schema[keyword]))
      return { instancePath, keyword };
  if (typeof value !== "object" || value === null) return undefined;
  const { items, required = [], properties = {} } = schema as Structure;
  const brokenBelow = (name: string | number, child: Schema, place = name) =>
    Object.hasOwn(value, name)
      ? firstBroken(
          value[name as keyof typeof value],
          child,
          `${pointer}/${place}`,
          `${instancePath}/${name}`,
          counts,
        )
      : undefined;
  if (Array.isArray(value)) {
    for (const index of items ? value.keys() : []) {
      const broken = brokenBelow(index, items as Schema, "*");
      if (broken) return broken;
    }
    return undefined;
  }
  for (const name of required)
    if (!Object.hasOwn(value, name) && counts(`${pointer}/${name}`, "required"))
      return { instancePath, keyword: "required", params: { missingProperty: name } };
  for (const [name, child] of Object.entries(properties)) {
    const broken = brokenBelow(name, child);
    if (broken) return broken;
  }
  return undefined;
}

interface Structure {
  items?: Schema;
  required?: readonly string[];
  properties?: Readonly<Record<string, Schema>>;
}
