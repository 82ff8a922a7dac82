import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, it } from "vitest";
import { acceptsResponse, type Validators } from "../src/validators.ts";
import { compileValidators } from "./compile-validators.ts";
import { foldValidators } from "./fold-validators.ts";

const leaf = { type: "object", required: ["c"], properties: { c: { enum: ["x", 1] }, d: { maximum: 3 } } };
const schemas = {
  folded: {
    type: "object",
    required: ["a", "b"],
    properties: {
      a: { type: "array", maxItems: 2, items: { type: "array", items: leaf } },
      b: { type: "string", minLength: 2, format: "email" },
      c: { type: ["boolean", "null"] },
      d: { allOf: [leaf, { required: ["d"] }] },
      e: { const: 1 },
    },
    additionalProperties: false,
  },
  // It tries several ways, and so it counts.
  whole: { type: "object", properties: { a: { oneOf: [{ type: "string" }, leaf] }, b: { not: leaf } } },
};

async function compiled(
  schema: Record<string, unknown>,
): Promise<{ source: string; validators: Validators }> {
  const responses = { 200: { content: { "application/json": { schema } } } };
  const paths = { "/notes": { get: { operationId: "getNotes", responses } } };
  const source = await compileValidators({ openapi: "3.1.0", info: { title: "Notes", version: "1" }, paths });
  const folder = await mkdtemp(join(tmpdir(), "case-comments-fold-"));
  try {
    const file = join(folder, "validators.mjs");
    await writeFile(file, source);
    return { source, ...(await import(/* @vite-ignore */ pathToFileURL(file).href)) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

it.for(Object.entries(schemas))("%s validators find what ajv's own find", async ([name, schema]) => {
  const { source, validators } = await compiled(schema);
  expect(source.includes("errors++")).toBe(name === "whole");
  const validate = validators[acceptsResponse("getNotes", 200)];
  const ajv = new Ajv2020({ strict: false, ownProperties: true, formats: { email: /^.+@.+$/ } }).compile(
    schema,
  );
  const key = fc.constantFrom("a", "b", "c", "d", "e", "f", "__proto__");
  const scalar = fc.constantFrom<unknown>("x", "ab", "a@b", "", 1, 2, 4, true, null);
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, scalar, fc.array(tie("value"), { maxLength: 3 }), tie("object")),
    object: fc.dictionary(key, tie("value"), { maxKeys: 4 }),
  }));
  const mostly = (...usual: unknown[]) =>
    fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: value });
  const leafLike = fc.record({ c: mostly("x", 1), d: mostly(1, 2) }, { requiredKeys: ["c"] });
  const list = (items: fc.Arbitrary<unknown>) => fc.array(items, { maxLength: 2 });
  const likely = fc.record(
    {
      a: list(fc.oneof(list(leafLike), leafLike)),
      b: mostly("a@b"),
      c: mostly(true, null),
      d: leafLike,
      e: mostly(1),
    },
    { requiredKeys: ["a", "b"] },
  );
  let accepted = 0;
  fc.assert(
    fc.property(fc.oneof(likely, value), (candidate) => {
      const isRight = ajv(candidate);
      accepted += isRight ? 1 : 0;
      expect(validate?.(candidate)).toBe(isRight);
      const place = (errors?: { instancePath: string; keyword: string }[] | null) =>
        errors?.[0] && `${errors[0].keyword} at ${errors[0].instancePath}`;
      expect(place(validate?.errors)).toBe(place(ajv.errors));
    }),
    { numRuns: 3_000 },
  );
  expect(accepted).toBeGreaterThan(20);
});

it("stops where it would take away what is still needed", () => {
  expect(() => foldValidators("const _errs1 = errors;\nif (_errs1 < errors) {}")).toThrow("still need");
});
