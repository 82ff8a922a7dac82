import { contract } from "@case-comments/contract";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isMissing } from "../required-tools.ts";
import { launchChromium } from "./chromium.ts";
import { barriers, dist, openDocs } from "./docs-page.ts";
import { serveFolder } from "./serve-folder.ts";

describe.skipIf(isMissing("a browser"))("the docs", () => {
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

  // A page this long takes a quarter of a minute to look through, so `test:long` tries every width.
  const isLong = process.env.CASE_COMMENTS_LONG === "1";
  it.for([
    ["light", isLong ? [390, 820, 1440] : [1440]],
    ["dark", isLong ? [390, 820, 1440] : [390]],
  ] as const)("can be read by everyone, in %s", { timeout: 180_000 }, async ([colorScheme, widths]) => {
    const page = await openDocs(browser, site.url, { colorScheme });
    const background = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(isDark(background)).toBe(colorScheme === "dark");
    await unfold(page);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      expect(await barriers(page), `${width} px wide`).toEqual([]);
    }
  });

  it("have a language, landmarks, and headings in order, and cut nothing off, on a watch or on a wall", async () => {
    const page = await openDocs(browser, site.url);
    expect(await page.getAttribute("html", "lang")).toBe("en");
    for (const role of ["banner", "navigation", "main"] as const)
      expect(await page.getByRole(role).count(), role).toBe(1);
    const levels = await page
      .locator("h1, h2, h3, h4")
      .evaluateAll((headings) => headings.map(({ tagName }) => Number(tagName[1])));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
    await unfold(page);
    for (const width of [320, 390, 820, 1000, 1440, 1800]) {
      await page.setViewportSize({ width, height: 900 });
      const cut = await page.locator("main *").evaluateAll((elements) =>
        elements
          .filter((element) => {
            const { right, left, width } = element.getBoundingClientRect();
            return (
              width > 0 &&
              (right > innerWidth + 1 ||
                left < -1 ||
                (element.scrollWidth > element.clientWidth + 1 &&
                  getComputedStyle(element).overflowX === "hidden"))
            );
          })
          .map(({ outerHTML }) => outerHTML.slice(0, 100)),
      );
      expect(cut, `${width} px wide`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      // Code in a cell belongs to its sentence, beside what the cell says it is.
      const astray = await page.locator("[data-label] code").evaluateAll((codes) =>
        codes
          .filter((code) => {
            const cell = code.closest("td") as HTMLElement;
            const text =
              cell.getBoundingClientRect().left + Number.parseFloat(getComputedStyle(cell).paddingLeft);
            return (
              code.getBoundingClientRect().left < text - 1 || getComputedStyle(code).display !== "inline"
            );
          })
          .map(({ outerHTML }) => outerHTML),
      );
      expect(astray, `${width} px wide`).toEqual([]);
    }
  });

  it("show what is chosen where colours are the reader's own", async () => {
    const page = await openDocs(browser, site.url, { forcedColors: "active" });
    const outline = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => getComputedStyle(element).outlineStyle);
    await page.keyboard.press("/");
    await page.keyboard.type("comment");
    for (const role of ["tab", "option"])
      expect(await outline(`[role=${role}][aria-selected=true]`), role).not.toBe(
        await outline(`[role=${role}][aria-selected=false]`),
      );
  });

  it("are all there without JavaScript, and offer nothing that needs it", async () => {
    const page = await openDocs(browser, site.url, { javaScriptEnabled: false });
    const hidden = page
      .locator("main :is(h1, h2, h3, h4, .field, .failure, p:not(.buttons), td, pre)")
      .filter({ visible: false });
    const unfolded = await hidden.evaluateAll((elements) =>
      elements.filter((element) => !element.closest("details:not([open])")).map(({ outerHTML }) => outerHTML),
    );
    expect(unfolded).toEqual([]);
    expect(await page.locator("button:visible").count()).toBe(0);
    expect(await page.locator(".failure:visible").count()).toBe(
      contract.operation("addCaseComment").failures.length,
    );
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole("button", { name: "Contents" }).click();
    await page.locator("nav").getByRole("link", { name: "The mock" }).click();
    expect(new URL(page.url()).hash).toBe("#mock");
  });
});

/** Lays out what is folded away or out of sight. */
const unfold = (page: Page) =>
  page.locator("details, section").evaluateAll((all) => {
    for (const element of all)
      if (element instanceof HTMLDetailsElement) element.open = true;
      else (element as HTMLElement).style.contentVisibility = "visible";
  });

function isDark(color: string): boolean {
  const channels = color.match(/\d+/g)?.slice(0, 3).map(Number) ?? [];
  return channels.reduce((sum, channel) => sum + channel, 0) < 3 * 64;
}
