import type { Rule } from "../redocly.ts";

interface Reference {
  $ref?: string;
}

interface Bundle {
  paths?: Record<string, Record<string, { responses?: Record<string, Reference> }>>;
  components?: { responses?: Record<string, object> };
}

const prefix = "#/components/responses/";

/**
 * Puts each response where it belongs. In the sources a response has a file; each is referred to
 * once, and generators that meet a reference there forget how the body is to be read.
 */
export const responsesInPlace: Rule = () => ({
  Root: {
    leave(root: Bundle) {
      const shared = root.components?.responses ?? {};
      for (const item of Object.values(root.paths ?? {})) {
        for (const { responses = {} } of Object.values(item)) {
          for (const [status, { $ref }] of Object.entries(responses)) {
            const response = $ref?.startsWith(prefix) && shared[$ref.slice(prefix.length)];
            if (response) responses[status] = response;
          }
        }
      }
      delete root.components?.responses;
    },
  },
});
