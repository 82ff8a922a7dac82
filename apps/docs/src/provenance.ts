import type { Described } from "./document.ts";

/** How we know of a fact that the vendor's page of this endpoint does not hold, and why we think so. */
export interface Provenance {
  kind: "inferred" | "assumed";
  reason: string;
}

/** The sentence that the bundle puts at the end of a description: `*Inferred*: the page …`. */
const sentence = /\s*\*(?:Inferred|Assumed)\*: .*$/s;

/**
 * What a description says, without how we know of it.
 *
 * @example
 * descriptionOf({ description: "No key.\n\n*Assumed*: nothing says." }) // "No key."
 */
export function descriptionOf({ description = "" }: Described): string {
  return description.replace(sentence, "").trim();
}

/**
 * How we know of what is described; `undefined` if the vendor documents it.
 *
 * @example
 * provenanceOf({ "x-provenance": "inferred: it is called so." }) // { kind: "inferred", reason: "It is called so." }
 */
export function provenanceOf(described: Described): Provenance | undefined {
  const [, kind, first, rest] = /^(inferred|assumed): (.)(.*)$/s.exec(described["x-provenance"] ?? "") ?? [];
  if (kind === undefined || first === undefined) return undefined;
  return { kind: kind as Provenance["kind"], reason: `${first.toUpperCase()}${rest}` };
}
