import { type OpenApiDocument, operationsOf } from "@case-comments/contract";
import * as formats from "@case-comments/openapi/formats";
import { parametersSchema, type Schema } from "@case-comments/openapi/trigger";

/** What the client checks of a request by keywords of their own; the type first, because others take it for granted. */
const checks = [
  ...["type", "const", "enum", "format", "contentEncoding", "pattern"],
  ...["minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems"],
];

/** In this order. And by what it knows the fields that it may send. */
const checked = [...checks, "required", "properties", "items"];

/**
 * The source of the module that holds the rules of each operation's path parameters and body: the
 * schemas, without what is only said to people.
 *
 * @param document dereferenced
 * @throws {Error} if a rule needs a format that `openapi/formats.ts` lacks
 */
export function requestRulesModule(document: OpenApiDocument): string {
  const modules = operationsOf(document).flatMap(({ operationId, parameters, requestBody }) => {
    const body = Object.values(requestBody?.content ?? {})[0]?.schema;
    const path = { type: "object", ...parametersSchema(parameters, "path") };
    const required = parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
    return [
      declaration(`${operationId}Path`, { ...path, required }),
      ...(body ? bodyDeclarations(operationId, body) : []),
    ];
  });
  const used = checks.filter((keyword) => modules.some((source) => source.includes(`"${keyword}": `)));
  // A single type other than a number is told by the smaller check.
  const isSimple = !modules.some((source) => /"type": (\[|"number"|"integer")/.test(source));
  return [
    'import * as all from "../request/keywords.ts";',
    "",
    "/** The keywords that requests use. */",
    "export const keywords = {",
    ...used.map((keyword) => `  ${keyword}: all.${keyword === "type" && !isSimple ? "anyType" : keyword},`),
    "};",
    "",
    ...modules,
  ].join("\n");
}

/**
 * The source of the module with the formats that requests use: a copy of `openapi/formats.ts`,
 * because the published client carries no contract.
 */
export function formatsModule(source: string, document: OpenApiDocument): string {
  const used = new Set(
    operationsOf(document).flatMap(({ parameters, requestBody }) => [
      ...parameters.flatMap(({ in: location, schema }) => (location === "path" ? formatsIn(schema) : [])),
      ...Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => formatsIn(schema)),
    ]),
  );
  const entries = [...used].map((name) => {
    const identifier = name.replace("-", "_");
    if (!(identifier in formats)) throw new Error(`openapi/formats.ts has no check for the format ${name}`);
    return identifier === name ? name : `${JSON.stringify(name)}: ${identifier}`;
  });
  return `${source}\n/** Those that requests use. */\nexport const formats = { ${entries.join(", ")} };\n`;
}

function declaration(name: string, schema: Schema): string {
  return `export const ${name} = ${JSON.stringify(rulesOf(schema), null, 2)} as const satisfies all.Rule;\n`;
}

function bodyDeclarations(operationId: string, body: Schema): string[] {
  const properties = Object.entries((body.properties ?? {}) as Record<string, Schema>);
  // A caller could say but one thing, so it is not asked.
  const constants = properties.filter(([, property]) => "const" in property);
  const asked = properties.filter(([, property]) => !("const" in property));
  const required = (body.required as string[] | undefined)?.filter((name) =>
    asked.some(([one]) => one === name),
  );
  return [
    declaration(`${operationId}Body`, { ...body, required, properties: Object.fromEntries(asked) }),
    "/** What the body says in every request. */",
    constant(
      `${operationId}Constants`,
      Object.fromEntries(constants.map(([name, property]) => [name, property.const])),
    ),
    "/** What the fields of the body are where a request lacks them, by the pointer to each. */",
    constant(`${operationId}Defaults`, defaultsOf(body)),
  ];
}

const constant = (name: string, value: object): string =>
  `export const ${name} = ${JSON.stringify(value, null, 2)} as const;\n`;

/** Those of fields of objects; what an item of an array lacks is another thing for each item. */
function defaultsOf({ default: value, properties = {} }: Schema, pointer = ""): Record<string, unknown> {
  return Object.assign(
    value === undefined ? {} : { [pointer]: value },
    ...Object.entries(properties as Record<string, Schema>).map(([name, property]) =>
      defaultsOf(property, `${pointer}/${name}`),
    ),
  );
}

function rulesOf(schema: Schema): Schema {
  return Object.fromEntries(
    checked
      .filter((keyword) => schema[keyword] !== undefined)
      .map((keyword) => [keyword, schema[keyword]] as const)
      .map(([keyword, value]) => {
        if (keyword === "items") return [keyword, rulesOf(value as Schema)];
        if (keyword !== "properties") return [keyword, value];
        const properties = Object.entries(value as Record<string, Schema>);
        return [keyword, Object.fromEntries(properties.map(([name, property]) => [name, rulesOf(property)]))];
      }),
  );
}

function formatsIn(schema: Schema): string[] {
  const { format, contentEncoding, items, properties = {} } = schema as Record<string, unknown>;
  return [
    ...[format, contentEncoding].filter((name) => typeof name === "string"),
    ...(items ? formatsIn(items as Schema) : []),
    ...Object.values(properties as Record<string, Schema>).flatMap(formatsIn),
  ];
}
