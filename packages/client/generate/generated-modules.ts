import { type Contract, createContract, type OpenApiDocument } from "@case-comments/contract";
import { contractModule } from "./contract-module.ts";
import { formatsModule, requestRulesModule } from "./request-rules-module.ts";
import { schemaModule } from "./schema-module.ts";

/** A contract, as `openapi/` builds it. */
export interface BuiltContract {
  /** The bundle, whose schemas have names. */
  bundle: OpenApiDocument;
  dereferenced: OpenApiDocument;
  /** The source of `openapi/formats.ts`. */
  formats: string;
}

const notice = "// Generated from the contract by generate/generate.ts. Don't edit it.\n";

/** The sources of all that is generated for the client, by the names of their files. */
export async function generatedModules({
  bundle,
  dereferenced,
  formats,
}: BuiltContract): Promise<Record<string, string>> {
  // What is generated needs no validators.
  const contract: Contract = createContract(dereferenced, {});
  const modules = {
    "contract.gen.ts": contractModule(contract),
    "formats.gen.ts": formatsModule(formats, dereferenced),
    "request-rules.gen.ts": requestRulesModule(dereferenced),
    "schema.gen.ts": await schemaModule(bundle),
  };
  return Object.fromEntries(Object.entries(modules).map(([file, source]) => [file, notice + source]));
}
