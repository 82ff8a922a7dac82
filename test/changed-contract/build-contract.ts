import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Contract, createContract, type OpenApiDocument } from "@case-comments/contract";
import { compileValidators } from "@case-comments/contract/compile";
import type { ContractCopy } from "../../openapi/testing/contract-copy.ts";

/** A contract in all the forms that the packages read. */
export interface BuiltContract {
  /** The bundle that everyone gets. */
  bundle: OpenApiDocument;
  /** The bundle without a `$ref`. */
  dereferenced: OpenApiDocument;
  contract: Contract;
}

/** Builds what `npm run build` makes of the contract's files. */
export async function buildContract(copy: ContractCopy): Promise<BuiltContract> {
  const [bundle, dereferenced] = await Promise.all([
    copy.bundle<OpenApiDocument>(),
    copy.bundle<OpenApiDocument>({ dereferenced: true }),
  ]);
  const file = join(copy.folder, "validators.mjs");
  await writeFile(file, await compileValidators(dereferenced));
  const { validators } = await import(/* @vite-ignore */ pathToFileURL(file).href);
  return { bundle, dereferenced, contract: createContract(dereferenced, validators) };
}
