import { base64 } from "../../formats.ts";
import { type Context, entries, follow, type Placed, type Rule } from "../redocly.ts";

/**
 * Text that a schema calls base64 decodes in every example of it. Redocly's own rules check
 * the rest of an example, but `contentEncoding` is only an annotation to them.
 */
export const exampleIsBase64: Rule = () => ({
  MediaType(node: Record<string, unknown>, context) {
    const media = { node, location: context.location };
    const schema = follow(context, { node: node.schema, location: context.location });
    for (const [, example] of entries(context, media, "examples")) {
      check(context, schema, { node: example.node.value, location: example.location.child("value") });
    }
  },
  Schema(schema: Record<string, unknown>, context) {
    if (!("example" in schema)) return;
    const location = context.location.child("example");
    check(context, { node: schema, location: context.location }, { node: schema.example, location });
  },
});

function check(context: Context, schema: Placed, value: Placed<unknown>): void {
  if (typeof value.node === "string") {
    const wanted = schema.node.contentEncoding === "base64";
    if (!wanted || base64(value.node)) return;
    context.report({ message: "This text is not padded base64.", location: value.location });
  } else if (Array.isArray(value.node)) {
    const items = follow(context, { node: schema.node.items ?? {}, location: schema.location });
    value.node.forEach((item, index) => {
      check(context, items, { node: item, location: value.location.child(index) });
    });
  } else if (value.node && typeof value.node === "object") {
    const object = value.node as Record<string, unknown>;
    for (const [name, property] of entries(context, schema, "properties")) {
      check(context, property, { node: object[name], location: value.location.child(name) });
    }
  }
}
