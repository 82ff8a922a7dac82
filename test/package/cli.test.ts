import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rename, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aComment, startServer } from "../../apps/cli/test/run-cli.ts";
import { codeIn, readProse } from "../prose/markdown.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const env = { ...process.env, CV_API_KEY: "sk-secret" };

/** A folder into which the packages were installed, as far as that goes without a registry. */
let project: string;
let modules: string;
let tarballs: string[];

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "case-comments-cli-package-"));
  modules = join(project, "node_modules");
  const workspaces = ["--workspace=packages/client", "--workspace=apps/cli"];
  await run("npm", ["pack", "--ignore-scripts", ...workspaces, "--pack-destination", project], { cwd: root });
  tarballs = (await readdir(project)).filter((name) => name.endsWith(".tgz"));
  for (const tarball of tarballs) {
    const [, name = ""] = /^case-comments-([a-z]+)-/.exec(tarball) ?? [];
    const place = join(modules, "@case-comments", name);
    await mkdir(place, { recursive: true });
    await run("tar", ["-xzf", join(project, tarball), "-C", place, "--strip-components", "1"]);
  }
  for (const name of ["leven", "openapi-fetch"])
    await symlink(join(root, "node_modules", name), join(modules, name));
});
afterAll(() => rm(project, { recursive: true, force: true }));

const packed = (args: readonly string[]) =>
  run(process.execPath, [join(modules, "@case-comments/cli/bin/case-comments.js"), ...args], { env });

describe("the terminal app, as it is packed", () => {
  it.for([
    ["apps/cli/README.md", /client|cli/],
    ["packages/client/README.md", /client/],
  ] as const)("comes as %s says", async ([readme, names]) => {
    const [, shown] =
      /^npm install (?:--global )?(.*)$/m.exec(codeIn(await readProse(readme), "sh").join("")) ?? [];
    const needed = tarballs.filter((name) => names.test(name)).map((name) => `./${name}`);
    expect(shown?.split(" ").sort()).toEqual(needed.sort());
  });

  it("posts a comment", async () => {
    const { url, bodies } = await startServer();
    expect(await packed([...aComment, "--base-url", url])).toMatchObject({ stderr: "" });
    expect(bodies).toHaveLength(1);
  });

  it("says that nothing was sent, nor would be another time, where the client is missing", async () => {
    const client = join(modules, "@case-comments/client");
    await rename(client, `${client}-elsewhere`);
    await expect(packed(aComment)).rejects.toMatchObject({
      code: 2,
      stdout: "",
      stderr: "case-comments can't be loaded\nNothing was sent.\n",
    });
    const { code, stdout, stderr } = await packed([...aComment, "--json"]).catch((error) => error);
    expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      error: { kind: "usage", delivery: "not-sent", message: "case-comments can't be loaded" },
    });
  });
});
