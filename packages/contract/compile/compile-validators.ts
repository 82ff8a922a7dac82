import { fileURLToPath } from "node:url";
import * as formats from "@case-comments/openapi/formats";
import {
  type Constraint,
  constraints,
  parameterConstraints,
  type Schema,
} from "@case-comments/openapi/trigger";
import { _, type KeywordCxt } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import { build } from "esbuild";
import { type OpenApiDocument, operationsOf, type ResolvedOperation } from "../src/document.ts";
import { requestValidatorsOf } from "../src/request-validators.ts";
import { acceptsResponse } from "../src/validators.ts";
import { projectSchema } from "./project-schema.ts";

/**
 * Compiles every validator that `createContract` needs for a document, into the source of one
 * ES module without imports that exports them as `validators`. No schema compiler and no `eval` is left for run time.
 *
 * @throws {Error} if a schema is not one, or demands what no trigger can name
 *
 * @example
 * await writeFile("validators.mjs", await compileValidators(document));
 */
export async function compileValidators(document: OpenApiDocument): Promise<string> {
  const ajv = new Ajv2020({
    strictTypes: false,
    strictRequired: false,
    ownProperties: true,
    // Nobody reads them.
    messages: false,
    code: { source: true, esm: true, formats: _`formats` },
  });
  // Without these two keywords no validator needs to remember what it has looked at.
  ajv.removeKeyword("unevaluatedProperties").removeKeyword("unevaluatedItems");
  ajv.opts.unevaluated = false;
  ajv.addVocabulary(["example", "x-provenance"]);
  // To JSON Schema this keyword is an annotation; to us it is a promise.
  ajv.removeKeyword("contentEncoding");
  ajv.addKeyword({
    keyword: "contentEncoding",
    type: "string",
    code(context: KeywordCxt) {
      const { gen, schema, data } = context;
      const format = gen.scopeValue("formats", { key: schema, ref: formats, code: _`formats[${schema}]` });
      context.fail(_`!${format}(${data})`);
    },
  });
  for (const [name, format] of Object.entries(formats)) ajv.addFormat(name.replace("_", "-"), format);

  // Schemas that are the same, as those of most error responses are, share a validator.
  const identifiers = new Map<string, string>();
  const operations = operationsOf(document);
  const schemas = [...operations.flatMap(requestSchemas), ...operations.flatMap(responseSchemas)];
  const entries = schemas.map(([name, schema]) => {
    const text = JSON.stringify(schema);
    const identifier = identifiers.get(text) ?? `v${identifiers.size}`;
    if (!identifiers.has(text)) ajv.addSchema(schema, identifier);
    identifiers.set(text, identifier);
    return `${JSON.stringify(name)}: ${identifier},\n`;
  });
  const exported = Object.fromEntries(
    [...identifiers.values()].map((identifier) => [identifier, identifier]),
  );
  const code = standaloneCode
    .default(ajv, exported)
    .replaceAll('formats["date-time"]', "formats.date_time")
    .replaceAll(/formats\["(\w+)"\]/g, "formats.$1");
  return bundled(`import * as formats from "@case-comments/openapi/formats";
${code}
export const validators = {
${entries.join("")}};`);
}

type NamedSchema = [name: string, schema: Schema];

/** Only what counts to a validator is left of its schema. */
function requestSchemas(operation: ResolvedOperation): NamedSchema[] {
  const bodies = Object.values(operation.requestBody?.content ?? {}).map(({ schema }) => schema);
  const all = [
    ...bodies.flatMap((schema) => constraints(schema, "body")),
    ...parameterConstraints(operation.parameters),
  ];
  const rules = new Set(all.map(({ rule }) => rule));
  return requestValidatorsOf(operation).map(({ name, schema, in: location, pointer, counts }) => {
    const matters = (constraint: Constraint) => rules.has(constraint.rule) && counts(constraint);
    return [name, projectSchema(schema, location, matters, pointer)];
  });
}

function responseSchemas({ operationId, responses }: ResolvedOperation): NamedSchema[] {
  return Object.entries(responses).flatMap(([status, { content = {} }]) => {
    const schema = Object.values(content)[0]?.schema;
    return schema ? [[acceptsResponse(operationId, status), schema] as const] : [];
  }) as NamedSchema[];
}

async function bundled(source: string): Promise<string> {
  const resolveDir = fileURLToPath(new URL("../src", import.meta.url));
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir, loader: "js" },
    bundle: true,
    format: "esm",
    target: "es2022",
    minifySyntax: true,
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}
