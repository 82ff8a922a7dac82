import { getHttpOperationsFromSpec } from "@stoplight/prism-http";
import type { PrismOperation } from "../src/engine/prism-engine.ts";

/**
 * The operations of an OpenAPI document, as Prism's engine takes them. This happens when the mock
 * is built, so that it need not carry what reads OpenAPI, YAML and Postman, nor spend its start on it.
 */
export function prismOperations(document: object): Promise<PrismOperation[]> {
  // Prism follows the references of the document in place.
  return getHttpOperationsFromSpec(withoutDefault(structuredClone(document)));
}

/** Leaves out `default` responses: Prism would make one of any status, which the contract has not. */
function withoutDefault<Document>(document: Document): Document {
  const { paths = {} } = document as { paths?: Record<string, Record<string, { responses?: object }>> };
  for (const item of Object.values(paths)) {
    for (const { responses } of Object.values(item)) {
      if (responses) Reflect.deleteProperty(responses, "default");
    }
  }
  return document;
}
