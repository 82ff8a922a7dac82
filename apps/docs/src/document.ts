import type { Contract } from "@case-comments/contract";

/** What the contract describes, and how it is marked. */
export interface Described {
  description?: string;
  "x-provenance"?: string;
}

interface ExternalDocs {
  url: string;
  description?: string;
}

/** A schema in which every `$ref` has been followed. */
export type Schema = Described & Record<string, unknown>;

export interface Example extends Described {
  summary?: string;
  value: unknown;
  "x-failure"?: string;
  "x-cure"?: string;
}

export interface MediaType {
  schema?: Schema;
  examples?: Record<string, Example>;
}

export interface Parameter extends Described {
  name: string;
  in: string;
  required?: boolean;
  schema: Schema;
  example?: unknown;
}

export interface Response extends Described {
  content?: Record<string, MediaType>;
}

export interface Operation extends Described {
  operationId: string;
  tags?: string[];
  summary?: string;
  externalDocs?: ExternalDocs;
  parameters?: Parameter[];
  requestBody?: Described & { required?: boolean; content: Record<string, MediaType> };
  responses: Record<string, Response>;
  security?: Record<string, string[]>[];
  "x-codeSamples"?: { lang: string; label: string; source: string }[];
}

/** The parts of the dereferenced contract that the docs show. */
export interface DocsDocument {
  info: Described & {
    title: string;
    version: string;
    summary?: string;
    license?: { name: string; identifier?: string };
  };
  externalDocs?: ExternalDocs;
  servers?: (Described & { url: string })[];
  security?: Record<string, string[]>[];
  tags?: (Described & { name: string; externalDocs?: ExternalDocs })[];
  paths: Record<string, Record<string, unknown>>;
  webhooks?: Record<string, Record<string, unknown>>;
  components?: { securitySchemes?: Record<string, Described & { type: string; in?: string; name?: string }> };
}

/** The contract's document with everything in it that is for people. */
export function documentOf(contract: Contract): DocsDocument {
  return contract.document as unknown as DocsDocument;
}

/** A call, or an event that comes back, with where it goes. */
export interface ShownOperation extends Operation {
  method: string;
  /** The path; absent for an event, which goes to the reader's own address. */
  path?: string;
  parameters: Parameter[];
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
const shown = new Set([
  ...["operationId", "tags", "summary", "description", "externalDocs", "parameters", "requestBody"],
  ...["responses", "security", "x-codeSamples", "x-provenance"],
]);

/**
 * The operations of a document and then its webhooks, in its order.
 *
 * @throws {Error} if one of them has a part that the docs have no place for, such as callbacks
 */
export function shownOperations({ paths, webhooks = {} }: DocsDocument): ShownOperation[] {
  return [
    ...Object.entries(paths).flatMap(([path, item]) =>
      operationsOf(item).map((operation) => ({ ...operation, path })),
    ),
    ...Object.values(webhooks).flatMap(operationsOf),
  ];
}

function operationsOf(item: Record<string, unknown>): ShownOperation[] {
  const inherited = (item.parameters ?? []) as Parameter[];
  return Object.entries(item)
    .filter(([key]) => methods.includes(key))
    .map(([method, value]) => {
      const operation = value as Operation;
      const own = operation.parameters ?? [];
      const isReplaced = (one: Parameter) =>
        own.some((other) => other.name === one.name && other.in === one.in);
      const unknown = Object.keys(operation).find((part) => !shown.has(part));
      if (unknown) throw new Error(`the docs can't show ${unknown} of ${operation.operationId}`);
      return {
        ...operation,
        method: method.toUpperCase(),
        parameters: [...inherited.filter((parameter) => !isReplaced(parameter)), ...own],
      };
    });
}

/**
 * The headers in which an operation takes its key.
 *
 * @throws {Error} for another way of authentication
 */
export function keysOf({ security, components }: DocsDocument, operation: Operation): Parameter[] {
  const names = new Set((operation.security ?? security ?? []).flatMap((schemes) => Object.keys(schemes)));
  return [...names].map((id) => {
    const scheme = components?.securitySchemes?.[id];
    if (scheme?.type !== "apiKey" || scheme.in !== "header" || !scheme.name)
      throw new Error(`the docs can't show the security scheme ${id}`);
    const { name, description = "" } = scheme;
    return { name, in: "header", required: true, description, schema: { type: "string" } };
  });
}
