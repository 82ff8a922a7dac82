/** Where something stands in a text. */
export interface Range {
  start: number;
  end: number;
}

/**
 * Where the value at a JSON pointer stands in a JSON text; of a key that comes twice, the last one
 * counts, as it does to a parser.
 *
 * @param json must be valid
 * @returns `undefined` if there is no such value
 *
 * @see https://www.rfc-editor.org/rfc/rfc6901
 */
export function rangeOf(json: string, pointer: string): Range | undefined {
  let start = afterSpace(json, 0);
  for (const key of keysOf(pointer)) {
    const child = childAt(json, start, key);
    if (child === undefined) return undefined;
    start = child;
  }
  return { start, end: afterValue(json, start) };
}

/** The value at a JSON pointer, or `undefined`. */
export function valueAt(root: unknown, pointer: string): unknown {
  return keysOf(pointer).reduce<unknown>(
    (value, key) => (isContainer(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    root,
  );
}

/**
 * A JSON text with another value in one place. Only what must change is written anew, so that a
 * number or an order that somebody typed stays elsewhere as it is.
 *
 * @param value `undefined` takes the place away
 */
export function withValue(json: string, pointer: string, value: unknown): string {
  const place = rangeOf(json, pointer);
  if (place && (value !== undefined || pointer === ""))
    return json.slice(0, place.start) + indented(json, place.start, value ?? {}) + json.slice(place.end);
  const cut = pointer.lastIndexOf("/");
  const [parent, key] = [pointer.slice(0, cut), keysOf(pointer.slice(cut))[0] ?? ""];
  const range = rangeOf(json, parent);
  const held: unknown = range && JSON.parse(json.slice(range.start, range.end), asTyped);
  if (!isContainer(held)) return value === undefined ? json : withValue(json, parent, { [key]: value });
  // A list has no place of that name.
  if (Array.isArray(held)) return json;
  const { [key]: _, ...others } = held;
  return withValue(json, parent, value === undefined ? others : { ...others, [key]: value });
}

/** Keeps a number as it was typed, which may be more than a number holds, where a browser can. */
const asTyped = (_: string, value: unknown, { source = "" }: { source?: string } = {}): unknown =>
  typeof value === "number" && "rawJSON" in JSON
    ? (JSON.rawJSON as (text: string) => unknown)(source)
    : value;

function indented(json: string, start: number, value: unknown): string {
  const line = json.slice(json.lastIndexOf("\n", start - 1) + 1, start);
  const indent = /^ */.exec(line)?.[0] ?? "";
  return JSON.stringify(value, null, 2).replaceAll("\n", `\n${indent}`);
}

const isContainer = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

function keysOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function childAt(json: string, start: number, key: string): number | undefined {
  const isObject = json[start] === "{";
  if (!isObject && json[start] !== "[") return undefined;
  let found: number | undefined;
  let at = afterSpace(json, start + 1);
  for (let index = 0; json[at] !== "}" && json[at] !== "]"; index += 1) {
    let name = String(index);
    if (isObject) {
      const end = afterString(json, at);
      name = JSON.parse(json.slice(at, end));
      at = afterSpace(json, afterSpace(json, end) + 1);
    }
    if (name === key) found = at;
    at = afterSpace(json, afterValue(json, at));
    if (json[at] === ",") at = afterSpace(json, at + 1);
  }
  return found;
}

function afterValue(json: string, start: number): number {
  let depth = 0;
  let at = start;
  do {
    const character = json[at] as string;
    if (character === '"') at = afterString(json, at);
    else if (character === "{" || character === "[") {
      depth += 1;
      at += 1;
    } else if (character === "}" || character === "]") {
      depth -= 1;
      at += 1;
    } else if (depth > 0) at += 1;
    else while (at < json.length && !/[\s,\]}]/.test(json[at] as string)) at += 1;
  } while (depth > 0 && at < json.length);
  return at;
}

function afterString(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at += 1) {
    if (json[at] === "\\") at += 1;
    else if (json[at] === '"') return at + 1;
  }
  return json.length;
}

function afterSpace(json: string, start: number): number {
  let at = start;
  while (" \t\n\r".includes(json[at] ?? "x")) at += 1;
  return at;
}
