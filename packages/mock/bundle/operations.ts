import { writeFile } from "node:fs/promises";
import openapi from "@case-comments/openapi/openapi.json" with { type: "json" };
import { getHttpOperationsFromSpec } from "@stoplight/prism-http";

/**
 * Lets Prism read the contract now, so that the mock need not carry what reads OpenAPI, YAML and
 * Postman, nor spend its start on it.
 */
export async function writeOperations(file: URL): Promise<void> {
  // Prism dereferences the document in place.
  const operations = await getHttpOperationsFromSpec(structuredClone(openapi));
  await writeFile(file, JSON.stringify(operations));
}
