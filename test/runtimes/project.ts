import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packInto } from "../packed-package.ts";
import { installed, runTool } from "./tool.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const programs = ["../faults/program.ts", "worker.ts"].map((name) =>
  fileURLToPath(new URL(name, import.meta.url)),
);

/** A project that has nothing but the client, installed as everybody installs it. */
export interface Project {
  /** It also holds `program.js` and `worker.js`, which use the client. */
  readonly folder: string;
  /** The package as it would be published. */
  readonly tarball: string;
}

/** Builds and packs the client, and installs it in an empty project inside a folder. */
export async function createProject(workFolder: string): Promise<Project> {
  const folder = join(workFolder, "project");
  await mkdir(folder);
  const tarball = await packInto(workFolder, "client");
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  const install = ["install", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", tarball];
  await runTool("npm", install, folder);
  await bundle(folder);
  return { folder, tarball };
}

async function bundle(folder: string): Promise<void> {
  const esbuild = installed("esbuild/bin/esbuild");
  const options = ["--bundle", "--format=esm", "--target=es2022"];
  // Each runtime has to find the client in the project by itself, so only our own files go in.
  const placed = ["--packages=external", `--outdir=${folder}`, "--entry-names=[name]"];
  await runTool(esbuild, [...options, ...placed, ...programs], root);
  // workerd has no files, so a worker is anySize bundled as a whole.
  await runTool(esbuild, [...options, "worker.js", "--outfile=worker.js", "--allow-overwrite"], folder);
}
