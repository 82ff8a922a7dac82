import type { Demand, Match } from "../mock.ts";

/**
 * What a match demands, one place after the other.
 *
 * @throws {TypeError} for a value that is not a text, a number, a truth value or null
 *
 * @example
 * demandsOf({ body: { communication: { text: "Seen today." } } })
 * // [{ in: "body", pointer: "/communication/text", value: "Seen today." }]
 */
export function demandsOf(match: Match): Demand[] {
  const demands: Demand[] = [];
  const open: { in: Demand["in"]; pointer: string; value: unknown }[] = [
    { in: "body", pointer: "", value: match.body },
    { in: "path", pointer: "", value: match.path },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const { pointer, value } = next;
    if (value === undefined) continue;
    const children = typeof value === "object" && value !== null ? Object.entries(value) : [];
    for (const [name, child] of children)
      open.push({ in: next.in, pointer: `${pointer}/${escaped(name)}`, value: child });
    if (isScalar(value)) demands.push({ in: next.in, pointer, value });
    else if (children.length === 0)
      throw new TypeError("match: compares texts, numbers, truth values and null, at least one");
  }
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

const escaped = (name: string) => name.replaceAll("~", "~0").replaceAll("/", "~1");

function isScalar(value: unknown): value is Demand["value"] {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}
