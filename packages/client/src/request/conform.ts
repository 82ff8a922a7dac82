import { formats } from "../generated/formats.gen.ts";
import type { RuleCode } from "../issue.ts";

type Type = "string" | "number" | "integer" | "boolean" | "object" | "array" | "null";

/**
 * What the contract demands of a value, in the words of JSON Schema.
 *
 * @see https://json-schema.org/draft/2020-12/json-schema-validation
 */
export interface Rule {
  readonly type?: Type | readonly Type[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: keyof typeof formats;
  readonly contentEncoding?: keyof typeof formats;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly required?: readonly string[];
  readonly properties?: { readonly [name: string]: Rule };
  readonly items?: Rule;
}

/** Takes note of a broken rule. */
export type Report = (path: string, code: RuleCode) => void;

type Fields = Readonly<Record<string, unknown>>;

/**
 * A copy of all that the rules know of a value, and of nothing else. What breaks a rule is reported.
 *
 * @param path a JSON pointer to the value
 */
export function conform(value: unknown, rule: Rule, path: string, report: Report): unknown {
  const broken = brokenRule(value, rule);
  if (broken) return report(path, broken);
  const { items, properties, required } = rule;
  if (items && Array.isArray(value)) {
    return Array.from(value, (item, index) => conform(item, items, `${path}/${index}`, report));
  }
  if (!properties || typeof value !== "object" || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(properties)) {
    const child = (value as Fields)[name];
    if (child !== undefined) copy[name] = conform(child, property, `${path}/${name}`, report);
    else if (required?.includes(name)) report(`${path}/${name}`, "required");
  }
  return copy;
}

function brokenRule(value: unknown, rule: Rule): RuleCode | undefined {
  if (value === undefined) return "required";
  if (rule.type && ![rule.type].flat().some((type) => isOfType(value, type))) return "type";
  if ("const" in rule && value !== rule.const) return "const";
  if (rule.enum && !rule.enum.includes(value)) return "enum";
  if (typeof value === "string") return brokenByText(value, rule);
  if (typeof value === "number") return outOfBounds(value, rule, "minimum", "maximum");
  return Array.isArray(value) ? outOfBounds(value.length, rule, "minItems", "maxItems") : undefined;
}

function brokenByText(text: string, rule: Rule): RuleCode | undefined {
  const format = rule.format ?? rule.contentEncoding;
  if (format && !formats[format](text)) return format;
  if (rule.pattern !== undefined && !new RegExp(rule.pattern, "u").test(text)) return "pattern";
  const isBounded = rule.minLength !== undefined || rule.maxLength !== undefined;
  // As JSON Schema does, this counts characters, not UTF-16 units.
  return isBounded ? outOfBounds([...text].length, rule, "minLength", "maxLength") : undefined;
}

function outOfBounds<
  Least extends "minimum" | "minItems" | "minLength",
  Most extends "maximum" | "maxItems" | "maxLength",
>(amount: number, rule: Rule, least: Least, most: Most): Least | Most | undefined {
  if (amount < (rule[least] ?? -Infinity)) return least;
  return amount > (rule[most] ?? Infinity) ? most : undefined;
}

function isOfType(value: unknown, type: Type): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  // JSON has no NaN and no infinity.
  if (type === "number") return Number.isFinite(value);
  return typeof value === type && value !== null && !Array.isArray(value);
}
