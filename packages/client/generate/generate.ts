import { readFile, writeFile } from "node:fs/promises";
import { generatedModules } from "./generated-modules.ts";

const read = (file: string) =>
  readFile(new URL(import.meta.resolve(`@case-comments/openapi/${file}`)), "utf8");

const modules = await generatedModules({
  bundle: JSON.parse(await read("openapi.json")),
  dereferenced: JSON.parse(await read("openapi.dereferenced.json")),
  formats: await read("formats"),
});
for (const [file, source] of Object.entries(modules)) {
  await writeFile(new URL(`../src/generated/${file}`, import.meta.url), source);
}
