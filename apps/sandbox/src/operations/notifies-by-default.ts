import { contract, operationsOf } from "@case-comments/contract";

/** Whether a comment is told whose request doesn't say. */
export const notifiesByDefault = documentedDefault("/communication/webhookNotify");

/** What the contract says of a field of the body that is left out. */
function documentedDefault(pointer: string): boolean {
  const operation = operationsOf(contract.document).find(
    ({ operationId }) => operationId === "addCaseComment",
  );
  let schema: Record<string, unknown> = operation?.requestBody?.content["application/json"]?.schema ?? {};
  for (const name of pointer.split("/").slice(1))
    schema = (schema.properties as Record<string, Record<string, unknown>> | undefined)?.[name] ?? {};
  if (typeof schema.default !== "boolean") throw new Error(`The contract has no default of ${pointer}`);
  return schema.default;
}
