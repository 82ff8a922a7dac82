import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { buildContract } from "../changed-contract/build-contract.ts";
import { generateClient, typeErrors } from "../changed-contract/generated-client.ts";
import { copyContractWithThreeOperations } from "./copy-contract.ts";

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const files = [
  "types/calls.ts",
  "overlay/code-samples/list-case-comments/typescript.ts",
  "overlay/code-samples/delete-case-comment/typescript.ts",
].map(here);

it("the client's types follow a contract with three operations", async () => {
  await using copy = await copyContractWithThreeOperations();
  const generated = await generateClient(await buildContract(copy));
  const sources = await Promise.all(files.map(async (file) => [file, await readFile(file, "utf8")]));
  expect(typeErrors(generated, Object.fromEntries(sources))).toEqual([]);
});
