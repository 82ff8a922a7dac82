import * as formats from "../formats.ts";
import { requestKeywords } from "../trigger.ts";
import { type Context, follow, type Location, type Placed } from "./redocly.ts";

/** What is wrong with a schema, and where. */
export interface Finding {
  message: string;
  location: Location;
}

type Schema = Record<string, unknown>;

/** The keywords that speak of one type alone. */
const keywordsOf: Record<string, readonly string[]> = {
  string: ["format", "contentEncoding", "pattern", "minLength", "maxLength"],
  number: ["minimum", "maximum"],
  integer: ["minimum", "maximum"],
  array: ["items", "minItems", "maxItems"],
  object: ["properties", "required"],
};
const bounds = ["Length", "imum", "Items"].map((what) => [`min${what}`, `max${what}`] as const);

/**
 * What keeps a schema from being followed by all that is made of a request's: checks of server and
 * client, types, the writer of the body. None if it can be.
 */
export function uncheckable(
  context: Context,
  schema: Placed<unknown>,
  ancestors: readonly unknown[] = [],
): Finding[] {
  const { node, location } = follow<Schema>(context, schema);
  if (typeof node !== "object") return [{ message: "A schema of a request must be an object.", location }];
  if (ancestors.includes(node)) {
    return [{ message: "A schema of a request can't hold itself.", location: schema.location }];
  }
  const path = [...ancestors, node];
  const properties = Object.entries((node.properties ?? {}) as Schema);
  return [
    ...besideRef(schema),
    ...problems(node).map(([keyword, message]) => ({
      message,
      location: keyword in node ? location.child(keyword) : location,
    })),
    ...properties.flatMap(([name, property]) => {
      const at = location.child(["properties", name]);
      return [
        ...problemsOfName(name).map((message) => ({ message, location: at.key() })),
        ...uncheckable(context, { node: property, location: at }, path),
      ];
    }),
    ...(node.items === undefined
      ? []
      : uncheckable(context, { node: node.items, location: location.child("items") }, path)),
  ];
}

/** Bundlers do not agree on what a rule beside a `$ref` means. */
function besideRef({ node, location }: Placed<unknown>): Finding[] {
  if (!node || typeof node !== "object" || !("$ref" in node)) return [];
  return Object.keys(node)
    .filter((key) => key !== "$ref" && key !== "description" && !key.startsWith("x-"))
    .map((key) => ({
      message: `\`${key}\` can't stand beside a \`$ref\` in a request.`,
      location: location.child(key),
    }));
}

function problemsOfName(name: string): string[] {
  // It must be a part of a JSON pointer, and not be there without being given.
  if (/^[\w-]+$/.test(name) && !(name in {})) return [];
  return [`A property of a request can't be called \`${name}\`.`];
}

function problems(schema: Schema): [keyword: string, message: string][] {
  const types = [schema.type ?? []].flat() as string[];
  const found: [string, string][] = [];
  for (const keyword of Object.keys(schema)) {
    if (!requestKeywords.has(keyword) && !keyword.startsWith("x-")) {
      found.push([keyword, `A request can't use the keyword \`${keyword}\`: nothing would check it.`]);
    }
    const speaksOf = Object.keys(keywordsOf).filter((type) => keywordsOf[type]?.includes(keyword));
    if (speaksOf.length > 0 && !types.some((type) => speaksOf.includes(type))) {
      found.push([keyword, `\`${keyword}\` needs the type ${speaksOf.join(" or ")}.`]);
    }
  }
  if (found.length === 0 && types.length === 0 && !("const" in schema) && !("enum" in schema)) {
    found.push(["type", "A schema of a request must have a type."]);
  }
  if (types.includes("object") && Object.keys(schema.properties ?? {}).length === 0) {
    found.push(["type", "An object in a request must have properties: nothing else of it would be sent."]);
  }
  if (types.includes("array") && !("items" in schema)) {
    found.push(["type", "A list in a request must say what its items are."]);
  }
  return [...found, ...problemsOfValues(schema, types), ...problemsOfTexts(schema)];
}

function problemsOfValues(schema: Schema, types: readonly string[]): [string, string][] {
  const found: [string, string][] = [];
  const isScalar = (value: unknown) => typeof value !== "object" || value === null;
  if (![schema.const].flat().every(isScalar) || Array.isArray(schema.const)) {
    found.push(["const", "A request's `const` must be a text, a number, a truth value or null."]);
  }
  if (Array.isArray(schema.enum) && !(schema.enum.length > 0 && schema.enum.every(isScalar))) {
    found.push(["enum", "A request's `enum` must hold texts, numbers, truth values or null."]);
  }
  const { required, default: preset } = schema;
  if (Array.isArray(required) && new Set(required).size < required.length) {
    found.push(["required", "`required` names a property twice."]);
  }
  if (preset !== undefined && !isAllowed(preset, schema, types)) {
    found.push(["default", "The `default` breaks the schema that it stands in."]);
  }
  for (const [least, most] of bounds) {
    if (Number(schema[least]) > Number(schema[most])) {
      found.push([least, `No value has both \`${least}\` ${schema[least]} and \`${most}\` ${schema[most]}.`]);
    }
  }
  return found;
}

function isAllowed(value: unknown, schema: Schema, types: readonly string[]): boolean {
  const type = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  const isOfType = types.includes(type) || (types.includes("integer") && Number.isInteger(value));
  return (types.length === 0 || isOfType) && (!Array.isArray(schema.enum) || schema.enum.includes(value));
}

function problemsOfTexts(schema: Schema): [string, string][] {
  const found: [string, string][] = [];
  for (const keyword of ["format", "contentEncoding"]) {
    const name = schema[keyword];
    if (name === undefined) continue;
    const isKnown = !String(name).includes("_") && Object.hasOwn(formats, String(name).replaceAll("-", "_"));
    if (!isKnown) found.push([keyword, `openapi/formats.ts has no check for \`${keyword}: ${name}\`.`]);
  }
  if ("format" in schema && "contentEncoding" in schema) {
    found.push(["contentEncoding", "A text in a request has a `format` or a `contentEncoding`, not both."]);
  }
  if (typeof schema.pattern === "string" && !isRegularExpression(schema.pattern)) {
    found.push(["pattern", "This is no regular expression of ECMAScript with the flag u."]);
  }
  return found;
}

function isRegularExpression(pattern: string): boolean {
  try {
    new RegExp(pattern, "u");
    return true;
  } catch {
    return false;
  }
}
