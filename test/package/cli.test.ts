import { execFile } from "node:child_process";
import { mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aComment, startServer } from "../../apps/cli/test/run-cli.ts";
import { codeIn, readProse } from "../prose/markdown.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
// It brings all that it needs: whatever npm asked a registry for could be somebody else's.
const offline = { npm_config_offline: "true", npm_config_audit: "false", npm_config_fund: "false" };
const env = { ...process.env, ...offline, CV_API_KEY: "sk-secret" };

/** A folder that the package was packed into, and then installed in. */
let folder: string;
let tarballs: string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "case-comments-cli-package-"));
  const pack = ["pack", "--ignore-scripts", "--workspace=apps/cli", "--pack-destination", folder];
  await run("npm", pack, { cwd: root });
  tarballs = (await readdir(folder)).map((name) => `./${name}`);
  await run("npm", ["install", ...tarballs], { cwd: folder, env });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const packed = (args: readonly string[]) =>
  run(process.execPath, [join(folder, "node_modules/.bin/case-comments"), ...args], { env });

describe("the terminal app, as it is packed", () => {
  it("comes as its README says, alone", async () => {
    const [, shown] =
      /^npm install --global (.*)$/m.exec(codeIn(await readProse("apps/cli/README.md"), "sh").join("")) ?? [];
    expect([shown]).toEqual(tarballs);
    expect(await readdir(join(folder, "node_modules/@case-comments"))).toEqual(["cli"]);
  });

  it("posts a comment", async () => {
    const { url, bodies } = await startServer();
    expect(await packed([...aComment, "--base-url", url])).toMatchObject({ stderr: "" });
    expect(bodies).toHaveLength(1);
  });

  it("says that nothing was sent, nor would be another time, where a part of it is missing", async () => {
    const code = join(folder, "node_modules/@case-comments/cli/dist");
    await rename(code, `${code}-elsewhere`);
    await expect(packed(aComment)).rejects.toMatchObject({
      code: 2,
      stdout: "",
      stderr: "case-comments can't be loaded\nNothing was sent.\n",
    });
    const refused = await packed([...aComment, "--json"]).catch((error) => error);
    expect(refused).toMatchObject({ code: 2, stderr: "" });
    expect(JSON.parse(refused.stdout)).toEqual({
      ok: false,
      error: { kind: "usage", delivery: "not-sent", message: "case-comments can't be loaded" },
    });
  });
});
