import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";
import { describe, expect, it, onTestFinished } from "vitest";
import { browserPath } from "../required-tools.ts";
import { isChromiumBundled } from "./bundled-chromium.ts";
import { launchOptions } from "./chromium.ts";

// Where another browser is installed, this one is not in use.
describe.runIf(isChromiumBundled && !browserPath())("the bundled browser", () => {
  it("takes its libraries from where it was unpacked", async () => {
    const options = await launchOptions();
    // A machine may not even know the name of its own address.
    const server = await chromium.launchServer({ ...options, host: "127.0.0.1" });
    onTestFinished(() => server.close());
    const maps = await readFile(`/proc/${server.process().pid}/maps`, "utf8");
    for (const library of ["libnss3", "libnspr4", "libexpat"]) {
      const files = new Set(maps.match(new RegExp(`/\\S*/${library}\\.so\\S*`, "g")));
      expect([...files]).toEqual([expect.stringContaining("/node_modules/.cache/chromium-")]);
    }
  });

  it("finds a font, so that a text has a size", async () => {
    const browser = await chromium.launch(await launchOptions());
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    await page.setContent("<h1>Case Comments</h1>");
    expect(await page.getByRole("heading").isVisible()).toBe(true);
  });
});
