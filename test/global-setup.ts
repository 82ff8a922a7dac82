import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { bundledChromium, isChromiumBundled } from "./browser/bundled-chromium.ts";
import { browserPath } from "./required-tools.ts";

/** A shim that chooses between Pythons takes longer than Python itself, so it is asked once and gone past. */
function skipPythonShim(): void {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const at = folders.findIndex((folder) => existsSync(join(folder, "python3")));
  const { stdout, status } = spawnSync("python3", ["-c", "import sys; print(sys.executable)"]);
  if (status !== 0 || at < 0) return;
  folders.splice(at, 0, dirname(String(stdout).trim()));
  process.env.PATH = folders.join(delimiter);
}

/**
 * Chooses the browser that the lockfile brings unless `CHROMIUM_PATH` says otherwise, and unpacks it before
 * any test needs it. It is the same on each machine, and takes half the processor's time of one that
 * is made to have windows.
 */
export default async function setup(): Promise<void> {
  skipPythonShim();
  if (isChromiumBundled) process.env.CHROMIUM_PATH ??= "bundled";
  if (!browserPath() && isChromiumBundled) await bundledChromium();
}
