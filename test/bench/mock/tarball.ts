import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { interleaved, median, table } from "../statistics.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../..", import.meta.url));

/** What it takes to install the mock, and the stock CLI, from packages that npm has already fetched. */
export async function tarball(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "case-comments-tarball-"));
  try {
    const pack = ["pack", "--workspace", "packages/mock", "--json", "--pack-destination", folder];
    const { stdout } = await run("npm", pack, { cwd: root });
    const [{ filename, size }] = JSON.parse(stdout);
    const specifiers: Record<string, string> = {
      "case-comments-mock": join(folder, filename),
      "stock Prism CLI": "@stoplight/prism-cli@5.16.0",
    };
    const names = Object.keys(specifiers);
    const results = await interleaved(names, 3, async (name) => {
      const project = await mkdtemp(join(folder, "project-"));
      await writeFile(join(project, "package.json"), '{ "private": true }');
      const args = [
        "install",
        "--ignore-scripts",
        "--prefer-offline",
        "--no-audit",
        "--no-fund",
        specifiers[name] ?? "",
      ];
      const begin = performance.now();
      await run("npm", args, { cwd: project });
      const time = performance.now() - begin;
      const bytes = Number(
        (await run("du", ["-sb", "node_modules"], { cwd: project })).stdout.split("\t")[0],
      );
      const listed = await run(
        "find",
        ["node_modules", "-name", "package.json", "-not", "-path", "*/test/*"],
        { cwd: project },
      );
      return { time, bytes, packages: listed.stdout.trim().split("\n").length };
    });
    const of = (name: string, what: "time" | "bytes" | "packages") =>
      median((results.get(name) ?? []).map((result) => result[what]));
    const rows = names.map((name) => [
      name,
      (of(name, "time") / 1000).toFixed(1),
      (of(name, "bytes") / 1e6).toFixed(1),
      of(name, "packages"),
    ]);
    const head = ["package", "install, s", "on disk, MB", "package.json files"];
    return `${table(head, rows)}\n\nThe mock's tarball has ${(size / 1000).toFixed(0)} kB.`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
