import { chromium } from "playwright-core";
import { expect, it, onTestFinished } from "vitest";
import { installedBrowser } from "../required-tools.ts";
import { launchOptions } from "./chromium.ts";
import { dist, openDocs, patient } from "./docs-page.ts";
import { serveFolder } from "./serve-folder.ts";

// The browser that the lockfile brings has no search of its own: it finds not even what is in sight.
it.runIf(installedBrowser())("the docs let the browser find what is not laid out yet", async () => {
  const browser = await chromium.launch(await launchOptions(installedBrowser()));
  onTestFinished(() => browser.close());
  const site = await serveFolder(dist);
  onTestFinished(() => site.close());
  const page = await openDocs(browser, site.url);
  const far = page.locator("#downloads");
  const isLaidOut = () =>
    far.evaluate((section) => section.firstElementChild?.checkVisibility({ contentVisibilityAuto: true }));
  expect(await isLaidOut()).toBe(false);
  const find = (words: string) =>
    page.evaluate((text) => (window as unknown as { find(words: string): boolean }).find(text), words);
  expect(await find("Whoever likes Redoc better")).toBe(true);
  await expect.poll(isLaidOut, patient).toBe(true);
});
