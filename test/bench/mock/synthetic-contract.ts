import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { contract, createContract, type OpenApiDocument } from "@case-comments/contract";
import { compileValidators } from "@case-comments/contract/compile";

/**
 * The contract, with its operation under as many paths as asked for. The last of them is
 * `/api/v1/cases-<count>/{caseId}`.
 */
export async function syntheticContract(count: number, folder: string) {
  const { document } = contract;
  const [item] = Object.values(document.paths) as [{ post: object; parameters: object }];
  const paths = Array.from({ length: count }, (_, index) => [
    `/api/v1/cases-${index + 1}/{caseId}`,
    { ...item, post: { ...item.post, operationId: `addCaseComment${index + 1}` } },
  ]);
  const synthetic: OpenApiDocument = { ...document, paths: Object.fromEntries(paths) };
  const file = join(folder, `validators-${count}.mjs`);
  await writeFile(file, await compileValidators(synthetic));
  const { validators } = await import(pathToFileURL(file).href);
  return createContract(synthetic, validators);
}
