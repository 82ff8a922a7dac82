import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runTool } from "./runtimes/tool.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

const workspaces = { client: "packages/client", mock: "packages/mock", sandbox: "apps/sandbox" };
type PackageName = keyof typeof workspaces;

/** Builds and packs one of our packages into a folder that holds no other, and gives the tarball. */
export async function packInto(folder: string, name: PackageName): Promise<string> {
  await runTool("npm", ["run", "build", "--", `--filter=@case-comments/${name}`], root);
  return packBuilt(folder, name);
}

/** Packs one of our packages as it is built already into a folder that holds no other, and gives the tarball. */
export async function packBuilt(folder: string, name: PackageName): Promise<string> {
  const workspace = `--workspace=${workspaces[name]}`;
  await runTool("npm", ["pack", "--ignore-scripts", workspace, "--pack-destination", folder], root);
  const tarball = (await readdir(folder)).find((entry) => entry.endsWith(".tgz"));
  return join(folder, tarball as string);
}

/** Builds and packs one of our packages, and unpacks it among the modules of a folder, as an install would. */
export async function placePacked(name: PackageName, folder: string): Promise<void> {
  const packed = await mkdtemp(join(tmpdir(), "case-comments-packed-"));
  try {
    const tarball = await packInto(packed, name);
    const place = join(folder, "node_modules/@case-comments", name);
    await rm(place, { recursive: true, force: true });
    await mkdir(place, { recursive: true });
    await runTool("tar", ["-xzf", tarball, "-C", place, "--strip-components", "1"], root);
  } finally {
    await rm(packed, { recursive: true });
  }
}
