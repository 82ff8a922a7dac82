import { jsonValue } from "./json-value.ts";
import type { PrintableRequest } from "./printable-request.ts";

/** How a language writes what JSON holds. */
export interface Dialect {
  readonly true: string;
  readonly false: string;
  readonly null: string;
  /** What stands between the braces of an object on one line and what they hold. */
  readonly padding: string;
  key(name: string): string;
  string(text: string): string;
}

/** What stands for the content of a file in an expression, or `undefined` for an ordinary text. */
export type FileContent = (text: string) => string | undefined;

/** Columns. What fits is written on one line. */
const width = 80;

/**
 * Writes a JSON value as an expression. What holds no objects is written on one line if it is short.
 *
 * @param indent what stands before the line that it begins on
 *
 * @example
 * literal({ isPHI: true }, python, "", () => undefined) // '{"isPHI": True}'
 */
export function literal(
  value: unknown,
  dialect: Dialect,
  indent: string,
  step: string,
  contentOf: FileContent,
): string {
  const inner = indent + step;
  const below = (child: unknown) => literal(child, dialect, inner, step, contentOf);
  if (typeof value === "string") return contentOf(value) ?? dialect.string(value);
  if (typeof value === "number") return JSON.stringify(value);
  if (typeof value !== "object" || value === null) return dialect[`${value as boolean | null}`];
  const [opening, closing, items] = Array.isArray(value)
    ? ["[", "]", value.map(below)]
    : ["{", "}", Object.entries(value).map(([name, child]) => `${dialect.key(name)}: ${below(child)}`)];
  if (items.length === 0) return opening + closing;
  const padding = Array.isArray(value) ? "" : dialect.padding;
  const line = `${opening}${padding}${items.join(", ")}${padding}${closing}`;
  const isFlat = Object.values(value).every((child) => typeof child !== "object" || child === null);
  if (isFlat && indent.length + line.length <= width) return line;
  return `${opening}\n${items.map((item) => `${inner}${item},\n`).join("")}${indent}${closing}`;
}

/**
 * The body of a request as an expression, or `undefined` if only its text says what it is.
 *
 * @param read what gives the content of a file as base64
 */
export function bodyLiteral(
  { body, files }: Pick<PrintableRequest, "body" | "files">,
  dialect: Dialect,
  indent: string,
  step: string,
  read: (file: string) => string,
): string | undefined {
  const json = jsonValue(body);
  const contentOf = (text: string) => {
    const file = files?.get(text);
    return file === undefined ? undefined : read(file);
  };
  return json && literal(json.value, dialect, indent, step, contentOf);
}

/**
 * A string as JavaScript, TypeScript and Python write it between double quotation marks. What would
 * make a reader see another order than the machine is escaped.
 *
 * @see https://trojansource.codes/
 */
export function quoted(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** What JavaScript and TypeScript have in common. */
export const javaScriptDialect: Dialect = {
  true: "true",
  false: "false",
  null: "null",
  padding: " ",
  key(name) {
    // As a plain key, this one would set the prototype.
    if (name === "__proto__") return '["__proto__"]';
    return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
  },
  string: quoted,
};
