import type { OpenApiDocument } from "@case-comments/contract";
import { operationsOf, requestContract } from "@case-comments/contract/requests";
import { interpretedValidators } from "./interpreted-validators.ts";
import { valueAt } from "./json-text.ts";

/** What the page hands out as a download says of each operation. */
export const operations = operationsOf(
  dereferenced(
    JSON.parse(
      JSON.parse(document.getElementById("download-files")?.textContent ?? "{}")["openapi.json"],
    ) as OpenApiDocument,
  ),
);

/** The mock's own check of requests. */
export const contract = requestContract(operations, interpretedValidators(operations));

/** A document in whose places stands what they refer to. It must not refer to itself. */
function dereferenced(root: OpenApiDocument): OpenApiDocument {
  const resolve = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(resolve);
    const { $ref, ...own } = value as Record<string, unknown>;
    if (typeof $ref === "string") return resolve(valueAt(root, $ref.slice(1)));
    return Object.fromEntries(Object.entries(own).map(([name, each]) => [name, resolve(each)]));
  };
  return resolve(root) as OpenApiDocument;
}
