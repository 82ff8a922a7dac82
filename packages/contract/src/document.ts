import type { Parameter, Schema, Trigger } from "@case-comments/openapi/trigger";

/** An example of a request or a response; one of an error response says what provokes it. */
export interface Example {
  summary?: string;
  description?: string;
  value: unknown;
  "x-failure"?: string;
  "x-trigger"?: Trigger[];
  "x-provenance"?: string;
}

export type Content = Record<string, { schema: Schema; examples?: Record<string, Example> }>;

export interface Operation {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Content };
  responses: Record<string, { content?: Content }>;
  security?: Record<string, string[]>[];
}

/** The parts of a dereferenced OpenAPI 3.1 document that the checks read. It holds no `$ref`. */
export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string };
  servers?: { url: string; "x-environment"?: string }[];
  security?: Record<string, string[]>[];
  paths: Record<string, Record<string, unknown>>;
  webhooks?: Record<string, { post?: Pick<Operation, "operationId" | "requestBody"> }>;
  components?: { securitySchemes?: Record<string, { type: string; in?: string; name?: string }> };
}

/** An operation in one piece: with the parameters of its path, and the headers that hold a key. */
export interface ResolvedOperation extends Operation {
  method: string;
  path: string;
  parameters: Parameter[];
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** The operations of a document. */
export function operationsOf(document: OpenApiDocument): ResolvedOperation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    methods
      .filter((method) => method in item)
      .map((method) => {
        const operation = item[method] as Operation;
        const inherited = (item.parameters ?? []) as Parameter[];
        const parameters = [
          ...merged(inherited, operation.parameters ?? []),
          ...apiKeysOf(document, operation),
        ];
        return { ...operation, parameters, method: method.toUpperCase(), path };
      }),
  );
}

/** An operation's own parameter replaces its path's of the same name and place. */
function merged(inherited: Parameter[], own: Parameter[]): Parameter[] {
  const isReplaced = (one: Parameter) => own.some((other) => other.name === one.name && other.in === one.in);
  return [...inherited.filter((parameter) => !isReplaced(parameter)), ...own].map((parameter) =>
    parameter.in === "header" ? { ...parameter, name: parameter.name.toLowerCase() } : parameter,
  );
}

function apiKeysOf({ security, components }: OpenApiDocument, operation: Operation): Parameter[] {
  const names = new Set((operation.security ?? security ?? []).flatMap((schemes) => Object.keys(schemes)));
  return [...names].flatMap((name) => {
    const scheme = components?.securitySchemes?.[name];
    if (scheme?.type !== "apiKey" || scheme.in !== "header" || !scheme.name) return [];
    return {
      name: scheme.name.toLowerCase(),
      in: "header",
      required: true,
      schema: { type: "string" },
    };
  });
}

/** The base URL of every server that has a name, by that name. */
export function environmentsOf({ servers = [] }: OpenApiDocument): Record<string, string> {
  return Object.fromEntries(servers.flatMap(({ url, "x-environment": name }) => (name ? [[name, url]] : [])));
}
