import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Starts Chromium, without a window and with a profile of its own.
 *
 * @throws {Error} if there is none at `CHROMIUM_PATH`, or where Debian's package puts it
 */
export function launchChromium(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) {
    throw new Error(
      `There is no Chromium at ${executablePath}. Install Debian's package chromium, or set CHROMIUM_PATH.`,
    );
  }
  return chromium.launch({ executablePath, args: quiet });
}
