import { copyFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Project } from "./project.ts";
import { failureOutput, installed } from "./tool.ts";

const all = ["5.4", "5.9", "7"];

// What a consumer needs is the types of Node, or those of the web.
const ofNode = { lib: ["ES2022"], types: ["node"] };
const ofTheWeb = { lib: ["ES2022", "DOM"], types: [] };
interface Setting {
  readonly [option: string]: unknown;
  /** Without those that have dropped it. */
  readonly compilers?: readonly string[];
}
const settings: Readonly<Record<string, Setting>> = {
  node16: { module: "node16", moduleResolution: "node16", ...ofNode },
  nodenext: { module: "nodenext", moduleResolution: "nodenext", ...ofNode },
  bundler: { module: "esnext", moduleResolution: "bundler", ...ofNode },
  // Of old projects: it sees no exports, and TypeScript 7 does not know it any more.
  "node10, CommonJS": {
    module: "commonjs",
    moduleResolution: "node10",
    ...ofNode,
    compilers: ["5.4", "5.9"],
  },
  "bundler, web": { module: "esnext", moduleResolution: "bundler", ...ofTheWeb },
};

const strictness = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true };

/** What the compilers have against the types of the package, in the project and in the package itself. */
export async function checkTypes({ folder }: Project): Promise<string[]> {
  await symlink(installed("@types"), join(folder, "node_modules/@types"));
  for (const consumer of ["consumer.ts", "../types/client.ts"]) {
    const source = fileURLToPath(new URL(consumer, import.meta.url));
    const name = consumer.replaceAll("../", "").replace("/", "-");
    await copyFile(source, join(folder, name));
    // The same in a module that requires.
    await copyFile(source, join(folder, name.replace(/ts$/, "cts")));
  }
  const outputs: string[] = [];
  for (const [name, { compilers = all, ...setting }] of Object.entries(settings)) {
    const compilerOptions = { ...strictness, ...setting, target: "ES2022" };
    const config = `tsconfig.${name}.json`;
    await writeFile(join(folder, config), JSON.stringify({ compilerOptions, include: ["*.ts", "*.cts"] }));
    const compile = async (version: string) => {
      const tsc = installed(`typescript${version}/bin/tsc`);
      const output = await failureOutput(process.execPath, [tsc, "-p", config], folder);
      if (output) outputs.push(`TypeScript ${version}, ${name}: ${output}`);
    };
    await Promise.all(compilers.map(compile));
  }
  return outputs;
}
