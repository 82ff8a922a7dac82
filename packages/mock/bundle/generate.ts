import { writeFile } from "node:fs/promises";
import { contract } from "@case-comments/contract";
import { faults } from "@case-comments/contract-server";
import { namesSchemas, responseNamesModule, testValuesModule } from "./names.ts";

const write = (file: string, content: string) => writeFile(new URL(file, import.meta.url), content);
await write("../src/response-names.gen.ts", responseNamesModule(contract));
await write("../src/test-values.gen.ts", testValuesModule(contract));
await write("../api/names.gen.json", JSON.stringify(namesSchemas(contract, Object.keys(faults))));
