/** How we know of a fact that the vendor's page of this endpoint does not hold. */
export type Provenance = "inferred" | "assumed";

/**
 * The mark that such a fact carries on the page.
 *
 * @example
 * provenanceMark("inferred") // '<span class="provenance inferred">inferred</span>'
 */
export function provenanceMark(provenance: Provenance): string {
  return `<span class="provenance ${provenance}">${provenance}</span>`;
}

/** The sentence that the bundle puts at the end of a description: `*Inferred*: the page …`. */
const sentence = /\*(Inferred|Assumed)\*: (.*)$/ms;

/** What the contract describes, and how it is marked. */
export interface Described {
  description?: string;
  "x-provenance"?: string;
}

/**
 * A description that ends with the sentence of its mark. The bundle leaves it out where other tools
 * make names of descriptions: of servers and responses.
 *
 * @example
 * withReason({ description: "Staging", "x-provenance": "inferred: it is called so." })
 * // "Staging\n\n*Inferred*: it is called so."
 */
export function withReason({ description = "", "x-provenance": provenance }: Described): string {
  const [, first, rest] = /^([a-z])(.*)$/s.exec(provenance ?? "") ?? [];
  if (first === undefined || sentence.test(description)) return description;
  const reason = `*${first.toUpperCase()}${rest}`.replace(":", "*:");
  return [description, reason].filter(Boolean).join("\n\n");
}

/** Puts the mark in the place of the emphasized word in a Markdown description. */
export function markProvenance(markdown: string): string {
  return markdown.replace(sentence, (_, word: string, reason: string) => {
    return `${provenanceMark(word.toLowerCase() as Provenance)} ${reason}`;
  });
}

/** Takes a description apart: what it says, and why we think so. */
export function splitProvenance(markdown: string): { text: string; reason?: string } {
  const [all, , reason] = sentence.exec(markdown) ?? [];
  if (all === undefined || reason === undefined) return { text: markdown };
  return { text: markdown.slice(0, -all.length).trim(), reason };
}
