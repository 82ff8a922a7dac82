/**
 * Lets the packed client be used as test runners, other implementations of `fetch` and a tracer use it, and
 * the packed mock in Jest, and compiles its recipes with every version of their types.
 */
import { cp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { placePacked } from "../packed-package.ts";
import { failureOutput } from "../runtimes/tool.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));
const copied = join(folder, "copied");
const undicis = ["undici6", "undici7", "undici8"];
const nodeTypes = ["node20", "node22", "node24"];
const libs = {
  "without DOM": ["ES2023", "ESNext.Disposable"],
  "with DOM": ["ES2023", "ESNext.Disposable", "DOM"],
};

const results: { name: string; problem: string | undefined }[] = [];
async function check(name: string, tool: string, args: readonly string[], env = {}): Promise<void> {
  Object.assign(process.env, env);
  const command = [join(folder, "node_modules", tool), ...args];
  results.push({ name, problem: await failureOutput(process.execPath, command, folder) });
}

const jest = (transform: object) =>
  JSON.stringify({ rootDir: folder, testMatch: ["<rootDir>/jest/*.spec.ts"], ...transform });
try {
  for (const name of ["client", "mock"] as const) await placePacked(name, folder);
  await rm(copied, { recursive: true, force: true });
  await cp(fileURLToPath(new URL("../../packages/client/recipes", import.meta.url)), copied, {
    recursive: true,
  });

  await check("TypeScript with moduleResolution node", "typescript/bin/tsc", ["-p", "jest"]);
  const mock = await readFile(new URL("../../packages/mock/README.md", import.meta.url), "utf8");
  const [, NODE_OPTIONS = ""] = /^NODE_OPTIONS=(\S+) npm test$/m.exec(mock) ?? [];
  await check("Jest, with the mock in a test", "jest/bin/jest.js", ["jest/mock.spec.mjs"], { NODE_OPTIONS });
  delete process.env.NODE_OPTIONS;

  await writeFile(join(copied, "jest/package.json"), '{ "type": "commonjs" }\n');
  const required = ["--rootDir", "copied/jest"];
  await check("Jest as it is, with require", "jest/bin/jest.js", [...required, "jest/client.spec"]);
  const imitated = [...required, "--env", "jsdom", "jest/imitated-browser.spec"];
  await check("Jest as it is, in jsdom, with require", "jest/bin/jest.js", imitated);
  for (const [compiler, types] of Object.entries({ typescript: "node24", "typescript5.4": "node20" })) {
    const typeRoots = [await typeRootOf(types), join(folder, "node_modules/@types")];
    const tsconfig = join(copied, `tsconfig.${compiler}.json`);
    const config = { extends: "../jest/tsconfig.json", compilerOptions: { typeRoots } };
    await writeFile(tsconfig, JSON.stringify(config));
    const tsJest = { transform: { "\\.ts$": ["ts-jest", { tsconfig, compiler }] } };
    await check(`ts-jest with ${compiler}`, "jest/bin/jest.js", ["--config", jest(tsJest)]);
  }
  const parser = { syntax: "typescript" };
  const swcJest = {
    transform: { "\\.ts$": ["@swc/jest", { jsc: { parser }, module: { type: "commonjs" } }] },
  };
  await check("swc-jest", "jest/bin/jest.js", ["--config", jest(swcJest)]);
  for (const UNDICI of undicis) {
    await check(`vitest, and the recipes with ${UNDICI}`, "vitest/vitest.mjs", ["run"], { UNDICI });
    for (const types of nodeTypes) {
      for (const [name, lib] of Object.entries(libs)) {
        const config = await compilerConfig(UNDICI, types, lib);
        await check(`types of ${UNDICI} and ${types}, ${name}`, "typescript/bin/tsc", ["-p", config]);
      }
    }
  }
} finally {
  await rm(copied, { recursive: true, force: true });
}

for (const { name, problem } of results) {
  process.stdout.write(`${problem ? "FAILED" : "ok"}  ${name}\n${problem ? `${problem}\n` : ""}`);
}
const failed = results.filter(({ problem }) => problem).length;
process.stdout.write(`\n${results.length - failed} passed, ${failed} failed, 0 skipped\n`);
process.exitCode = failed === 0 ? 0 : 1;

/** Writes what compiles the recipes with some versions of their types. */
async function compilerConfig(undici: string, types: string, lib: readonly string[]): Promise<string> {
  const typeRoot = await typeRootOf(types);
  const config = join(copied, `tsconfig.${undici}.${types}.${lib.length}.json`);
  const compilerOptions = {
    ...{ module: "nodenext", target: "ES2023", strict: true, exactOptionalPropertyTypes: true },
    ...{ noEmit: true, skipLibCheck: true, lib, typeRoots: [typeRoot], types: ["node"] },
    paths: { undici: [join(folder, "node_modules", undici, "index.d.ts")] },
  };
  await writeFile(config, JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  return config;
}

/** A folder with one version of the types of Node. */
async function typeRootOf(types: string): Promise<string> {
  const typeRoot = join(copied, `types-${types}`);
  await mkdir(typeRoot, { recursive: true });
  await symlink(join(folder, "node_modules/@types", types), join(typeRoot, "node")).catch(() => {});
  return typeRoot;
}
