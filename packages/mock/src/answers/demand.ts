import type { Demand, Match } from "../mock.ts";

/**
 * What a match demands, one place after the other. It demands something: a misspelled one would be met by
 * every call.
 *
 * @throws {TypeError} for a value that is not a text, a number, a truth value or null, and for none at all
 *
 * @example
 * demandsOf({ body: { communication: { text: "Seen today." } } })
 * // [{ in: "body", pointer: "/communication/text", value: "Seen today." }]
 */
export function demandsOf(match: Match): Demand[] {
  if (Object.keys(Object(match)).some((name) => name !== "path" && name !== "body"))
    throw new TypeError("match: has no parts but path and body");
  const { path, body } = Object(match) as Match;
  const demands: Demand[] = [];
  const open: { in: Demand["in"]; pointer: string; value: unknown }[] = [
    { in: "body", pointer: "", value: body },
    { in: "path", pointer: "", value: path },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const { pointer, value } = next;
    if (value === undefined) continue;
    const children = typeof value === "object" && value !== null ? Object.entries(value) : [];
    for (const [name, child] of children)
      open.push({ in: next.in, pointer: `${pointer}/${escaped(name)}`, value: child });
    if (isScalar(value)) demands.push({ in: next.in, pointer, value });
    else if (children.length === 0) throw nothingToCompare();
  }
  if (demands.length === 0) throw nothingToCompare();
  return demands;
}

/** Whether a value is in a place of what was sent. */
export function isMet(
  { in: location, pointer, value }: Demand,
  sent: { path: unknown; body: unknown },
): boolean {
  let at: unknown = sent[location];
  for (const name of pointer.split("/").slice(1)) {
    const key = name.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return false;
    at = (at as Record<string, unknown>)[key];
  }
  return at === value;
}

const nothingToCompare = () =>
  new TypeError("match: compares texts, numbers, truth values and null, at least one");

const escaped = (name: string) => name.replaceAll("~", "~0").replaceAll("/", "~1");

function isScalar(value: unknown): value is Demand["value"] {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}
