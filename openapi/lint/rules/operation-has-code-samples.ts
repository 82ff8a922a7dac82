import { type Context, methods, type Rule } from "../redocly.ts";

const wanted = ["cURL", "JavaScript", "Python", "TypeScript"];

interface PathItem {
  [method: string]: { "x-codeSamples"?: { label?: string }[] } | undefined;
}

/** Every operation that can be called shows how, in each language that we promise. */
export const operationHasCodeSamples: Rule = () => ({
  Paths(paths: Record<string, unknown>, context: Context) {
    for (const [path, item] of Object.entries(paths)) {
      const { node, location = context.location } = context.resolve(item);
      for (const method of methods) {
        const operation = (node as PathItem | undefined)?.[method];
        if (!operation) continue;
        const labels = operation["x-codeSamples"]?.map(({ label }) => label) ?? [];
        for (const label of wanted.filter((language) => !labels.includes(language))) {
          context.report({
            message: `${method.toUpperCase()} ${path} has no code sample labelled ${label}.`,
            location: location.child([method]).key(),
          });
        }
      }
    }
  },
});
