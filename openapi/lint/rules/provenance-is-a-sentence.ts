import type { Rule } from "../redocly.ts";

/** A mark of provenance says whether a fact is inferred or assumed, and why, in a sentence. */
export const provenanceIsASentence: Rule = () => ({
  any: {
    enter(node: Record<string, unknown> | null, context) {
      const provenance = node?.["x-provenance"];
      if (provenance === undefined) return;
      if (typeof provenance === "string" && /^(inferred|assumed): \S+ .*\S+\.$/.test(provenance)) return;
      context.report({
        message: "x-provenance must read `inferred: …` or `assumed: …` and end as a sentence does.",
        location: context.location.child(["x-provenance"]),
      });
    },
  },
});
