import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runTool } from "./runtimes/tool.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Builds and packs one of our packages, and unpacks it among the modules of a folder, as an install would. */
export async function placePacked(name: "client" | "mock", folder: string): Promise<void> {
  const packed = await mkdtemp(join(tmpdir(), "case-comments-packed-"));
  try {
    await runTool("npm", ["run", "build", "--", `--filter=@case-comments/${name}`], root);
    const pack = ["pack", "--ignore-scripts", `--workspace=packages/${name}`, "--pack-destination", packed];
    await runTool("npm", pack, root);
    const [tarball = ""] = await readdir(packed);
    const place = join(folder, "node_modules/@case-comments", name);
    await rm(place, { recursive: true, force: true });
    await mkdir(place, { recursive: true });
    await runTool("tar", ["-xzf", join(packed, tarball), "-C", place, "--strip-components", "1"], root);
  } finally {
    await rm(packed, { recursive: true });
  }
}
