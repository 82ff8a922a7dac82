import { cp } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type ContractCopy, copyContract } from "../../openapi/testing/contract-copy.ts";

const overlay = fileURLToPath(new URL("overlay", import.meta.url));

/** The overlay's paths, as they stand in `openapi.yaml`. */
const paths = {
  "/api/v1/cases/{caseId}/comments": "cases_{caseId}_comments.yaml",
  "/api/v1/cases/{caseId}/comments/{commentId}": "cases_{caseId}_comments_{commentId}.yaml",
};

/**
 * The contract with two operations more: a GET with a query and pages, and a DELETE without a body.
 * No code in the repository knows them, so what works for them works for any operation.
 */
export async function copyContractWithThreeOperations(): Promise<ContractCopy> {
  const copy = await copyContract();
  await cp(overlay, copy.folder, { recursive: true });
  const lines = Object.entries(paths).map(([path, file]) => `  ${path}:\n    $ref: paths/${file}\n`);
  await copy.edit("openapi.yaml", (text) => text.replace(/^webhooks:$/m, `${lines.join("")}$&`));
  return copy;
}
