/** Writes the code samples of the contract. */
import { writeFile } from "node:fs/promises";
import { codeSamples } from "./code-samples.ts";

for (const [file, source] of Object.entries(codeSamples))
  await writeFile(new URL(`../code-samples/${file}`, import.meta.url), source);
