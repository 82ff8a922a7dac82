import { fileURLToPath } from "node:url";
import * as formats from "@case-comments/openapi/formats";
import {
  type Constraint,
  constraintOf,
  constraints,
  parametersSchema,
  provokes,
  type Schema,
  type Trigger,
} from "@case-comments/openapi/trigger";
import { _, type KeywordCxt } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import { build, transform } from "esbuild";
import { arrayOf, checkPlan } from "../src/check-plan.ts";
import { type OpenApiDocument, operationsOf, type ResolvedOperation } from "../src/document.ts";
import { acceptsBody, acceptsResponse } from "../src/validators.ts";
import { foldValidators } from "./fold-validators.ts";
import { itemsAt, projectSchema } from "./project-schema.ts";

/**
 * Compiles every validator that `createContract` needs for a document, into the source of one
 * ES module without imports that exports them as `validators`, and those that speak of requests as
 * `requestValidators`, too. No schema compiler and no `eval` is left for run time.
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
    // Nobody reads them, and the page that checks requests carries them along.
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
  const named = (schemas: readonly NamedSchema[]) =>
    schemas.map(([name, schema]) => {
      const text = JSON.stringify(schema);
      const identifier = identifiers.get(text) ?? `v${identifiers.size}`;
      if (!identifiers.has(text)) ajv.addSchema(schema, identifier);
      identifiers.set(text, identifier);
      return `${JSON.stringify(name)}: ${identifier}`;
    });
  const operations = operationsOf(document);
  const ofRequests = named(operations.flatMap(requestSchemas));
  const ofResponses = named(operations.flatMap(responseSchemas));
  const table = (entries: readonly string[]) => `{\n${entries.join(",\n")}\n}`;
  const exported = Object.fromEntries(
    [...identifiers.values()].map((identifier) => [identifier, identifier]),
  );
  const code = standaloneCode
    .default(ajv, exported)
    .replaceAll('formats["date-time"]', "formats.date_time")
    .replaceAll(/formats\["(\w+)"\]/g, "formats.$1")
    // Where in the schema a rule stands, nobody asks.
    .replaceAll(/schemaPath: ?"(?:[^"\\]|\\.)*", ?/g, "");
  return bundled(`import * as formats from "@case-comments/openapi/formats";
${code}
export const requestValidators = ${table(ofRequests)};
export const validators = ${table([...ofRequests, ...ofResponses])};`);
}

type NamedSchema = [name: string, schema: Schema];

function requestSchemas(operation: ResolvedOperation): NamedSchema[] {
  const { operationId, parameters, requestBody } = operation;
  const body = Object.values(requestBody?.content ?? {})[0]?.schema;
  const plan = checkPlan(operation);
  const planned = [...plan.beforeBody, ...plan.body.flatMap(({ checks }) => checks), ...plan.afterBody];
  const schemas: NamedSchema[] = [];
  if (body) {
    const rules = new Set(constraints(body, "body").map(({ rule }) => rule));
    schemas.push([acceptsBody(operationId), projectSchema(body, "body", ({ rule }) => rules.has(rule))]);
  }
  for (const { trigger, validator } of planned) {
    const constraint = constraintOf(trigger);
    if (!constraint) continue;
    const location = constraint.in;
    if (location !== "body") {
      const schema = parametersSchema(parameters, location);
      schemas.push([validator, projectSchema(schema, location, (each) => provokes(trigger, each))]);
    } else if (body) schemas.push([validator, schemaOfTrigger(body, trigger)]);
  }
  for (const { array, validator, checks } of body ? plan.body : []) {
    const anyOfThem = (constraint: Constraint) => checks.some(({ trigger }) => provokes(trigger, constraint));
    if (array && body) schemas.push([validator, projectSchema(body, "body", anyOfThem)]);
  }
  return schemas;
}

function responseSchemas({ operationId, responses }: ResolvedOperation): NamedSchema[] {
  return Object.entries(responses).flatMap(([status, { content = {} }]) => {
    const schema = Object.values(content)[0]?.schema;
    return schema ? [[acceptsResponse(operationId, status), schema] as const] : [];
  }) as NamedSchema[];
}

function schemaOfTrigger(body: Schema, trigger: Trigger): Schema {
  const array = arrayOf(trigger);
  const counts = (constraint: Constraint) => provokes(trigger, constraint);
  if (!array) return projectSchema(body, "body", counts);
  return projectSchema(itemsAt(body, array), "body", counts, `/${[...array, "*"].join("/")}`);
}

async function bundled(source: string): Promise<string> {
  const resolveDir = fileURLToPath(new URL("../src", import.meta.url));
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir, loader: "js" },
    bundle: true,
    format: "esm",
    target: "es2022",
    write: false,
  });
  const folded = foldValidators(outputFiles[0]?.text ?? "");
  return (await transform(folded, { minifySyntax: true, target: "es2022" })).code;
}
