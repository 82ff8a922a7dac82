import { type Browser, chromium, type LaunchOptions } from "playwright-core";
import { browserPath } from "../required-tools.ts";
import { bundledChromium } from "./bundled-chromium.ts";

const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** How to start the browser of this machine, or the bundled one, without a window. */
export async function launchOptions(executablePath = browserPath()): Promise<LaunchOptions> {
  return { ...(executablePath ? { executablePath } : await bundledChromium()), args: quiet };
}

/** Starts a browser, without a window and with a profile of its own. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch(await launchOptions());
}
