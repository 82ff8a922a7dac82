import { type OpenApiDocument, operationsOf } from "@case-comments/contract";

type Schema = Record<string, unknown>;

/** Of a document, what the check of a request and the fields of an editor are made from. */
export function slimDocument({
  openapi,
  info,
  security,
  components,
  ...document
}: OpenApiDocument): OpenApiDocument {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operationsOf(document as OpenApiDocument)) {
    const { method, path, operationId, requestBody, responses, security } = operation;
    const parameters = operation.parameters.map(({ name, in: location, required, explode, schema }) => ({
      name,
      in: location,
      required,
      explode,
      schema: slimSchema(schema),
    }));
    paths[path] ??= {};
    paths[path][method.toLowerCase()] = {
      operationId,
      parameters,
      security,
      requestBody: requestBody && {
        required: requestBody.required,
        content: mapped(requestBody.content, ({ schema }) => ({ schema: slimSchema(schema) })),
      },
      responses: mapped(responses, ({ content = {} }) => ({
        content: mapped(content, ({ examples = {} }) => ({
          examples: mapped(examples, ({ value, "x-failure": failure, "x-trigger": trigger }) => ({
            value,
            "x-failure": failure,
            "x-trigger": trigger,
          })),
        })),
      })),
    };
  }
  const { title, version } = info;
  const securitySchemes = mapped(components?.securitySchemes ?? {}, ({ type, in: location, name }) => ({
    type,
    in: location,
    name,
  }));
  return {
    openapi,
    info: { title, version },
    security,
    components: { securitySchemes },
    paths,
  } as OpenApiDocument;
}

function slimSchema({ description: _, "x-provenance": __, ...schema }: Schema): Schema {
  const { properties, items } = schema as { properties?: Record<string, Schema>; items?: Schema };
  return {
    ...schema,
    ...(properties && { properties: mapped(properties, slimSchema) }),
    ...(items && { items: slimSchema(items) }),
  };
}

function mapped<Value, Result>(
  values: Readonly<Record<string, Value>>,
  change: (value: Value) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
