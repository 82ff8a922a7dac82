import type { Rule } from "../redocly.ts";

/**
 * Appends what `x-provenance` says to the description beside it, so that everyone who reads
 * the bundle sees it: the docs, the client's JSDoc, and other people's tools.
 */
export const provenanceInDescription: Rule = () => ({
  any: {
    leave(node: { "x-provenance"?: string; description?: string } | null) {
      const [, kind, why] = /^(\w+): (.*)$/.exec(node?.["x-provenance"] ?? "") ?? [];
      if (!node || !kind) return;
      const mark = `*${kind.charAt(0).toUpperCase()}${kind.slice(1)}*: ${why}`;
      // A node that several places refer to is visited once for each.
      if (node.description?.endsWith(mark)) return;
      node.description = [node.description?.trimEnd(), mark].filter(Boolean).join("\n\n");
    },
  },
});
