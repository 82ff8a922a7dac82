import { glob, readFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const contract = fileURLToPath(new URL("../../openapi", import.meta.url));
const files = await Array.fromAsync(
  glob("{openapi.yaml,paths/*,webhooks/*,components/*/*,code-samples/*/*}", { cwd: contract }),
);
const contents = await Promise.all(files.map((file) => readFile(join(contract, file), "utf8")));
const referenced = new Set(
  contents.flatMap((text, index) =>
    [...text.matchAll(/\$ref: (\S+)/g)].map(([, ref = ""]) =>
      relative(contract, join(contract, dirname(files[index] ?? ""), ref)),
    ),
  ),
);

describe("the files of the contract", () => {
  it.for(files.filter((file) => file !== "openapi.yaml"))("%s is part of it", (file) => {
    expect(referenced).toContain(file);
  });

  it.for(files.filter((file) => file.includes("examples/")))("%s is named as its example is", (file) => {
    const name = basename(file, ".yaml").replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    expect(contents.join("\n")).toMatch(
      new RegExp(`^ +${name}:\\n +\\$ref: \\S*${file.split("/").at(-1)}`, "m"),
    );
  });
});
