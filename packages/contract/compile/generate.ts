import { readFile, writeFile } from "node:fs/promises";
import { compileValidators } from "./compile-validators.ts";

const bundle = new URL(import.meta.resolve("@case-comments/openapi/openapi.dereferenced.json"));
const source = await compileValidators(JSON.parse(await readFile(bundle, "utf8")));
await writeFile(
  new URL("../src/validators.gen.ts", import.meta.url),
  `// Generated from the contract by compile/generate.ts. Don't edit it.\n// @ts-nocheck\n${source}`,
);
