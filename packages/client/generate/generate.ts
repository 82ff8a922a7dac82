import { writeFile } from "node:fs/promises";
import { document, environments, failures, maxBodyBytes } from "@case-comments/contract";
import { failuresModule } from "./failures-module.ts";
import { schemaModule } from "./schema-module.ts";

const notice = "// Generated from the contract by generate/generate.ts. Don't edit it.\n";

async function generate(file: string, source: string): Promise<void> {
  await writeFile(new URL(`../src/${file}`, import.meta.url), notice + source);
}

await generate("schema.gen.ts", await schemaModule(document));
await generate("failures.gen.ts", failuresModule({ failures, environments, maxBodyBytes }));
