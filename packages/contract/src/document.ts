import type { Trigger } from "@case-comments/openapi/trigger";

/** A JSON Schema, with or without `$ref`s. */
export type Schema = Record<string, unknown>;

/** An example of a request or an answer; an answer that refuses says what provokes it. */
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
  parameters?: { name: string; in: string; schema: Schema }[];
  requestBody?: { content: Content };
  responses: Record<string, { content?: Content }>;
}

/** The parts of an OpenAPI 3.1 document that the checks read. */
export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string };
  servers?: { url: string; "x-environment"?: string }[];
  paths: Record<string, Record<string, unknown>>;
  components?: Record<string, Record<string, unknown>>;
}

/** An operation in one piece: every `$ref` followed, path parameters included. */
export interface PlacedOperation extends Operation {
  method: string;
  path: string;
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/**
 * The operations of a document, each with its `$ref`s followed.
 *
 * @throws {Error} if a `$ref` leads nowhere, out of the document, or back to itself
 */
export function operationsOf(document: OpenApiDocument): PlacedOperation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    methods
      .filter((method) => method in item)
      .map((method) => {
        const operation = dereference(document, item[method]) as Operation;
        const shared = dereference(document, item.parameters ?? []) as Operation["parameters"];
        const parameters = [...(shared ?? []), ...(operation.parameters ?? [])];
        return { ...operation, parameters, method: method.toUpperCase(), path };
      }),
  );
}

function dereference(document: OpenApiDocument, node: unknown, open: readonly string[] = []): unknown {
  if (Array.isArray(node)) return node.map((item) => dereference(document, item, open));
  if (typeof node !== "object" || node === null) return node;
  if ("$ref" in node && typeof node.$ref === "string") {
    if (open.includes(node.$ref)) throw new Error(`${node.$ref} refers to itself`);
    return dereference(document, target(document, node.$ref), [...open, node.$ref]);
  }
  return Object.fromEntries(
    Object.entries(node).map(([key, child]) => [key, dereference(document, child, open)]),
  );
}

function target(document: OpenApiDocument, ref: string): unknown {
  const [root, ...keys] = ref.split("/").map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  let node: unknown = root === "#" ? document : undefined;
  for (const key of keys) node = (node as Record<string, unknown> | undefined)?.[key];
  if (node === undefined) throw new Error(`${ref} leads nowhere`);
  return node;
}
