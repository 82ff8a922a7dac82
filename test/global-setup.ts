import { bundledChromium, isChromiumBundled } from "./browser/bundled-chromium.ts";
import { browserPath } from "./required-tools.ts";

/** Unpacks the bundled browser where no other is installed, before any test needs it. */
export default async function setup(): Promise<void> {
  if (!browserPath() && isChromiumBundled) await bundledChromium();
}
