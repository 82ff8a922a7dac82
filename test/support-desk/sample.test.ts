import { execFile } from "node:child_process";
import { cp, glob, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { expect, it, onTestFinished } from "vitest";
import { namesIn } from "../prose/markdown.ts";
import { DeskProcess } from "./desk-process.ts";

const app = fileURLToPath(new URL("../../apps/support-desk/", import.meta.url));
const read = (file: string) => readFile(app + file, "utf8");

async function filesIn(pattern: string): Promise<string[]> {
  const files: string[] = [];
  for await (const file of glob(pattern, { cwd: app })) files.push(file);
  return files.toSorted();
}

it("has no more than ten files and a thousand lines of code, without blank lines and those of comments alone", async () => {
  const files = await filesIn("{src,page}/**/*.{ts,tsx}");
  expect(files.length).toBeLessThanOrEqual(10);
  const lines = (await Promise.all(files.map(read))).flatMap((code) => code.split("\n"));
  const code = lines.filter((line) => !/^\s*(\/\/|\/?\*|$)/.test(line));
  expect(code.length).toBeLessThanOrEqual(1_000);
});

it("loads no more than 25 kB of JavaScript", async () => {
  const scripts = await Promise.all((await filesIn("dist/page/assets/*.js")).map(read));
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.reduce((sum, script) => sum + gzipSync(script).length, 0)).toBeLessThanOrEqual(25_000);
});

it("its README names every file and every setting, and no others", async () => {
  const readme = await read("README.md");
  const files = await filesIn("{src,page}/**/*.{ts,tsx,sql,json}");
  const named = namesIn(readme).filter((name) => /^(src|page)\//.test(name));
  expect(named.toSorted()).toEqual(files.filter((file) => !file.endsWith("tsconfig.json")));
  const settings = [...(await read("src/desk.ts")).matchAll(/\benv\.([A-Z_]+)/g)].map(([, name]) => name);
  const said = [...readme.matchAll(/\b[A-Z]+(?:_[A-Z]+)+\b|\bPORT\b/g)].map(([name]) => name);
  expect([...new Set(said)].toSorted()).toEqual([...new Set(settings)].toSorted());
});

it("is built and runs where it is copied to, beside what it depends on and nothing else", async () => {
  const copy = await mkdtemp(join(tmpdir(), "support-desk-copy-"));
  onTestFinished(() => rm(copy, { recursive: true, force: true }));
  const names = /\{(package\.json,.*)\}/.exec(await read("README.md"))?.[1]?.split(",") ?? [];
  for (const name of names) await cp(app + name, join(copy, name), { recursive: true });
  const modules = fileURLToPath(new URL("../../node_modules", import.meta.url));
  await symlink(modules, join(copy, "node_modules"));
  const { scripts } = JSON.parse(await read("package.json")) as { scripts: { build: string } };
  const [program = "", ...words] = scripts.build.split(" ");
  await promisify(execFile)(join(modules, ".bin", program), words, { cwd: copy });
  const env = { CV_API_KEY: "test_copied", DESK_FOLDER: join(copy, "desk-data") };
  const desk = await new DeskProcess(env, join(copy, "src/desk.ts")).start();
  onTestFinished(async () => void (await desk.end("SIGKILL")));
  const page = await (await fetch(desk.url)).text();
  const script = /src="([^"]+)"/.exec(page)?.[1] ?? "";
  expect((await fetch(desk.url + script)).status).toBe(200);
});
