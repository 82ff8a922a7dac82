import { entries, type Rule } from "../redocly.ts";

/** Every example of a response carries the status that it stands under, where it carries one. */
export const exampleRepeatsStatus: Rule = () => ({
  Operation(node: Record<string, unknown>, context) {
    for (const [status, response] of entries(context, { node, location: context.location }, "responses")) {
      for (const [, media] of entries(context, response, "content")) {
        for (const [name, { node: example, location }] of entries(context, media, "examples")) {
          const stated = (example.value as { status?: unknown } | undefined)?.status;
          if (stated === undefined || String(stated) === status) continue;
          context.report({
            message: `The example \`${name}\` says status ${stated}, but it stands under ${status}.`,
            location: location.child(["value", "status"]),
          });
        }
      }
    }
  },
});
