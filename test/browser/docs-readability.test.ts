import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { missingTools } from "../required-tools.ts";
import { launchChromium } from "./chromium.ts";
import { dist, goTo, guides, menu, openDocs, operations, showsAtTop } from "./docs-page.ts";
import { serveFolder } from "./serve-folder.ts";

/** What Redoc's own markup violates, and can't be changed from here. */
const ofRedoc = [
  // The names of its buttons are not the words on them, and some of those are small.
  "label-content-name-mismatch",
  "target-size",
];

/** What a page violates of WCAG 2.2 AA, with the places. */
async function violations(page: Page): Promise<string[]> {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).disableRules(ofRedoc).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

describe.skipIf(missingTools().includes("a browser"))("the docs", () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof serveFolder>>;
  beforeAll(async () => {
    browser = await launchChromium();
    site = await serveFolder(dist);
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
  });

  it.for(["light", "dark"] as const)("can be read by those who prefer %s", async (colorScheme) => {
    const page = await openDocs(browser, site.url, { colorScheme });
    const color = (property: "backgroundColor" | "color") =>
      page.evaluate((property) => getComputedStyle(document.documentElement)[property], property);
    const dark = [await color("backgroundColor"), await color("color")].map(isDark);
    expect(dark).toEqual(colorScheme === "dark" ? [true, false] : [false, true]);
    for (const { title } of guides) {
      await goTo(page, title);
      await showsAtTop(page, title);
      expect(await violations(page), title).toEqual([]);
    }
    for (const { tag, summary } of operations) {
      await goTo(page, tag, summary);
      await page.getByTestId("source-code").first().waitFor();
      expect(await violations(page), summary).toEqual([]);
    }
  });

  it("fit the width of a phone", async () => {
    const page = await openDocs(browser, site.url, { viewport: { width: 390, height: 844 } });
    for (const { title } of guides) {
      await page.getByRole("button", { name: "Open navigation menu" }).click();
      await menu(page).getByText(title, { exact: true }).click();
      await showsAtTop(page, title);
      const cut = await page
        .locator("main :is(h1, h2, h3, p, ul, ol, pre, .md-table-wrapper)")
        .evaluateAll((blocks) =>
          blocks
            .filter((block) => block.getBoundingClientRect().right > innerWidth)
            .map(({ textContent }) => textContent),
        );
      expect(cut, title).toEqual([]);
    }
  });

  it("have a language, a title, and headings in order", async () => {
    const page = await openDocs(browser, site.url);
    expect(await page.getAttribute("html", "lang")).toBe("en");
    expect(await page.title()).toBe("Case Comments API");
    expect(await page.getByRole("main").count()).toBe(1);
    const levels = await page
      .locator("h1, h2, h3, h4")
      .evaluateAll((headings) => headings.map(({ tagName }) => Number(tagName[1])));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
  });

  it("point readers without JavaScript to the contract", async () => {
    const page = await openDocs(browser, site.url, { javaScriptEnabled: false });
    const link = page.locator("noscript").getByRole("link", { name: "openapi.yaml" });
    expect(await link.isVisible()).toBe(true);
    const href = (await link.getAttribute("href")) ?? "";
    expect(await (await fetch(new URL(href, site.url))).text()).toMatch(/^openapi: 3\.1/);
  });
});

function isDark(color: string): boolean {
  const channels = color.match(/\d+/g)?.slice(0, 3).map(Number) ?? [];
  return channels.reduce((sum, channel) => sum + channel, 0) < 3 * 64;
}
