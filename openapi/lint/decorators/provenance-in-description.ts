import type { Rule, Visit } from "../redocly.ts";

interface Marked {
  "x-provenance"?: string;
  description?: string;
}

const append: Record<string, Visit> = {
  leave(node: Marked) {
    const [, kind, why] = /^(\w+): (.*)$/.exec(node["x-provenance"] ?? "") ?? [];
    if (!kind) return;
    const mark = `*${kind.charAt(0).toUpperCase()}${kind.slice(1)}*: ${why}`;
    // A node that several places refer to is visited once for each.
    if (node.description?.endsWith(mark)) return;
    node.description = [node.description?.trimEnd(), mark].filter(Boolean).join("\n\n");
  },
};

/**
 * Appends what `x-provenance` says to the description beside it, so that everyone who reads the
 * bundle sees it: the docs, the client's JSDoc, and other people's tools. The descriptions of servers
 * and responses are left alone: many tools make names of them.
 */
export const provenanceInDescription: Rule = () => ({
  Operation: append,
  Parameter: append,
  Schema: append,
  Example: append,
});
