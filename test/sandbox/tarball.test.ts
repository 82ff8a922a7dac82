import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packBuilt } from "../packed-package.ts";
import { codeIn, readProse } from "../prose/markdown.ts";
import { isMissing } from "../required-tools.ts";
import { startSandboxProcess } from "./sandbox-process.ts";

const run = promisify(execFile);

describe("the sandbox's tarball, in a folder of its own", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "sandbox-tarball-"));
    const tarball = await packBuilt(folder, "sandbox");
    await writeFile(
      join(folder, "package.json"),
      '{ "name": "integration", "private": true, "type": "module" }',
    );
    const [line = ""] = (await readProse("apps/sandbox/README.md")).match(/^npm install .*$/m) ?? [];
    expect(line.split("/").at(-1)).toBe(basename(tarball));
    await run("sh", ["-euc", `${line} --offline --no-audit --no-fund`], { cwd: folder });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const node = dirname(process.execPath);
  const env = () => ({ ...process.env, PATH: `${node}:${process.env.PATH}` });

  it.runIf(!isMissing("curl"))("does what its README shows with curl", async () => {
    const installed = join(folder, "node_modules/@case-comments/sandbox/bin/case-comments-sandbox.js");
    const sandbox = await startSandboxProcess(["--data", join(folder, "data")], {}, installed);
    try {
      const [, key = "", caseId = ""] = /\tkey (\S+)\tcase (\S+)$/m.exec(sandbox.errors()) ?? [];
      const shown = codeIn(await readProse("apps/sandbox/README.md"), "sh").filter((code) =>
        code.startsWith("curl"),
      );
      const printed: string[] = [];
      for (const code of shown) {
        const commands = code.replaceAll("http://127.0.0.1:4020", sandbox.url);
        expect(commands).toContain(sandbox.url);
        const { stdout } = await run("sh", ["-euc", commands], {
          env: { ...env(), CV_API_KEY: key, CASE_ID: caseId },
        });
        printed.push(stdout);
      }
      expect(printed).toEqual([
        expect.stringMatching(/"Case comment created successfully".*"text":"The lab results arrived."/s),
        expect.stringContaining('"url":"http://127.0.0.1:8080/webhooks"'),
        expect.stringContaining('"weather":["twice","unsigned"]'),
        "Service Unavailable\n",
      ]);
    } finally {
      await sandbox.end();
    }
  });

  it("has a README without a link to what is not in it", async () => {
    expect(await readProse("apps/sandbox/README.md")).not.toContain("](..");
  });

  it("is found by npx, without a look anywhere else", async () => {
    const { stdout } = await run("npx", ["--no", "--", "case-comments-sandbox", "--help"], {
      cwd: folder,
      env: env(),
    });
    expect(stdout).toMatch(/^A sandbox of the Case Comments API/);
  });

  it("says which Node it needs to a program on an older one, and to a person", async () => {
    const older = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "22.12.0" } });
      Object.defineProperty(process, "version", { value: "v22.12.0" });`;
    await writeFile(join(folder, "older.js"), older);
    const program = `import { startSandbox } from "@case-comments/sandbox";
      await startSandbox().catch(({ message }) => console.log(message));`;
    await writeFile(join(folder, "old-program.js"), program);
    const needs = "needs Node 22.13 or newer, and this is v22.12.0";
    const { stdout } = await run(process.execPath, ["--import", "./older.js", "old-program.js"], {
      cwd: folder,
    });
    expect(stdout).toBe(`@case-comments/sandbox ${needs}\n`);
    const installed = join(folder, "node_modules/@case-comments/sandbox/bin/case-comments-sandbox.js");
    await expect(
      run(process.execPath, ["--import", "./older.js", installed, "--help"], { cwd: folder }),
    ).rejects.toMatchObject({ code: 1, stderr: `case-comments-sandbox ${needs}.\n` });
  });

  it("gives startSandbox to a program", async () => {
    const program = `import { startSandbox } from "@case-comments/sandbox";
      const sandbox = await startSandbox({ store: { folder: "program-data" } });
      const { status } = await fetch(sandbox.url + "/readyz");
      console.log(status);
      await sandbox.close();`;
    const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program], {
      cwd: folder,
    });
    expect(stdout).toBe("200\n");
  });
});
