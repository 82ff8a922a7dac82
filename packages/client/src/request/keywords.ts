import { formats } from "../generated/formats.gen.ts";

type Type = "string" | "number" | "integer" | "boolean" | "object" | "array" | "null";
type Format = keyof typeof formats;

/**
 * What the contract demands of a value, in the words of JSON Schema.
 *
 * @see https://json-schema.org/draft/2020-12/json-schema-validation
 */
export interface Rule {
  readonly type?: Type | readonly Type[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: Format;
  readonly contentEncoding?: Format;
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
  /** Not of JSON Schema: whether other properties are refused instead of left out. */
  readonly closed?: true;
}

/** A keyword that says something of a value by itself. What it doesn't speak of keeps to it. */
export interface Keyword<Argument = never> {
  readonly message: string;
  holds(value: unknown, argument: Argument): boolean;
}

export const type: Keyword<Type> = {
  message: "This has the wrong type",
  holds: (value, type) => type === (value === null ? "null" : Array.isArray(value) ? "array" : typeof value),
};

/** As `type`, where there are numbers, or values that may be of several types. */
export const anyType: Keyword<Type | readonly Type[]> = {
  message: "This has the wrong type",
  holds: (value, types) => [types].flat().some((type) => isOfType(value, type)),
};

const constant: Keyword<unknown> = {
  message: "This is not the value that the API wants",
  holds: (value, wanted) => value === wanted,
};

const oneOf: Keyword<readonly unknown[]> = {
  message: "This is none of the values that the API knows",
  holds: (value, known) => known.includes(value),
};

export const format: Keyword<Format> = {
  message: "This has the wrong form",
  holds: (value, name) => typeof value !== "string" || formats[name](value),
};

export const pattern: Keyword<string> = {
  message: "This has the wrong form",
  holds: (value, source) => typeof value !== "string" || new RegExp(source, "u").test(value),
};

export const minLength: Keyword<number> = {
  message: "This is too short",
  holds: (value, least) => typeof value !== "string" || characters(value) >= least,
};

export const maxLength: Keyword<number> = {
  message: "This is too long",
  holds: (value, most) => typeof value !== "string" || characters(value) <= most,
};

export const minimum: Keyword<number> = {
  message: "This is too small",
  holds: (value, least) => typeof value !== "number" || value >= least,
};

export const maximum: Keyword<number> = {
  message: "This is too large",
  holds: (value, most) => typeof value !== "number" || value <= most,
};

export const minItems: Keyword<number> = {
  message: "This holds too few",
  holds: (value, least) => !Array.isArray(value) || value.length >= least,
};

export const maxItems: Keyword<number> = {
  message: "This holds too many",
  holds: (value, most) => !Array.isArray(value) || value.length <= most,
};

export { constant as const, format as contentEncoding, oneOf as enum };

/** As JSON Schema does, this counts characters, not UTF-16 units. */
const characters = (text: string): number => [...text].length;

function isOfType(value: unknown, name: Type): boolean {
  if (name === "integer") return Number.isInteger(value);
  // JSON has no NaN and no infinity.
  return name === "number" ? Number.isFinite(value) : type.holds(value, name);
}
