import { bundledChromium, isChromiumBundled } from "./browser/bundled-chromium.ts";
import { browserPath } from "./required-tools.ts";

/**
 * Chooses the browser that the lockfile brings unless `CHROMIUM_PATH` says otherwise, and unpacks it before
 * any test needs it. It is the same on each machine, and takes half the processor's time of one that
 * is made to have windows.
 */
export default async function setup(): Promise<void> {
  if (isChromiumBundled) process.env.CHROMIUM_PATH ??= "bundled";
  if (!browserPath() && isChromiumBundled) await bundledChromium();
}
