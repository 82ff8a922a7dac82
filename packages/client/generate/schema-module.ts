import type { OpenApiDocument } from "@case-comments/contract";
import openapiTS, { astToString } from "openapi-typescript";

/** The source of the module that holds the types of a document's paths and schemas. */
export async function schemaModule(document: OpenApiDocument): Promise<string> {
  // A `default` describes what the server does with an absent field; it doesn't make us send it.
  return astToString(await openapiTS(structuredClone(document) as never, { defaultNonNullable: false }));
}
