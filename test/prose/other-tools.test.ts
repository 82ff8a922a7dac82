import { execFile } from "node:child_process";
import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, it } from "vitest";
import tools from "../../apps/docs/src/other-tools.json" with { type: "json" };
import peers from "../peers/package.json" with { type: "json" };
import { codeIn, readProse } from "./markdown.ts";

const bundle = new URL("../../openapi/dist/openapi.yaml", import.meta.url);
const generator = fileURLToPath(new URL("../../node_modules/openapi-typescript/bin/cli.js", import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "case-comments-other-tools-"));
  await copyFile(bundle, join(folder, "openapi.yaml"));
});
afterEach(() => rm(folder, { recursive: true }));

/** The types that the guide's command generates, without some of its flags. */
async function generated(without?: string): Promise<string> {
  const [command = ""] = codeIn(await readProse("apps/docs/guides/other-tools.md"), "sh");
  const [npx, name, ...args] = command.trim().split(" ");
  expect([npx, name]).toEqual(["npx", "openapi-typescript"]);
  const given = args.filter((arg) => arg !== without);
  await promisify(execFile)(process.execPath, [generator, ...given], { cwd: folder });
  return readFile(join(folder, "schema.ts"), "utf8");
}

it("the flag that the guide names makes webhookNotify optional, and is needed for that", async () => {
  expect(await generated()).toContain("webhookNotify?: boolean;");
  expect(await generated("--default-non-nullable=false")).toContain("webhookNotify: boolean;");
});

it("the guide's table names the versions that are installed, and every tool", () => {
  const require = createRequire(new URL("../package.json", import.meta.url));
  const pinned: Record<string, string> = peers.dependencies;
  for (const { package: shown } of tools) {
    const [, name = "", version] = /^(.+)@([^@]+)$/.exec(shown) ?? [];
    expect(version, name).toBe(pinned[name] ?? require(`${name}/package.json`).version);
  }
  expect(tools.length).toBeGreaterThan(15);
});
