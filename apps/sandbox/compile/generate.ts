import { readFile, writeFile } from "node:fs/promises";
import { compileValidators } from "@case-comments/contract/compile";

const source = await compileValidators(
  JSON.parse(await readFile(new URL("../src/api/openapi.gen.json", import.meta.url), "utf8")),
);
await writeFile(
  new URL("../src/api/validators.gen.ts", import.meta.url),
  `// Generated from api/openapi.yaml by compile/generate.ts. Don't edit it.\n// @ts-nocheck\n${source}`,
);
