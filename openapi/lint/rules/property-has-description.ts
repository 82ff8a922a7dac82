import { entries, type Rule } from "../redocly.ts";

/** Every property says what it means, in its own words or in those of the schema it refers to. */
export const propertyHasDescription: Rule = () => ({
  Schema(node: Record<string, unknown>, context) {
    for (const [name, property] of entries(context, { node, location: context.location }, "properties")) {
      if (typeof property.node.description === "string" && property.node.description.trim()) continue;
      context.report({
        message: `The property \`${name}\` has no description.`,
        location: context.location.child(["properties", name]).key(),
      });
    }
  },
});
