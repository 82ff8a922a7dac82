import { readdir, readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { onTestFinished } from "vitest";

/** The folder of the built page. */
export const dist = new URL(".", import.meta.resolve("@case-comments/docs/index.html"));

const folder = new URL("../guides/", dist);

/** The guides as they are written. */
export const guides = await Promise.all(
  (await readdir(folder)).map(async (file) => {
    const source = await readFile(new URL(file, folder), "utf8");
    return { slug: file.replace(/\.md$/, ""), title: source.slice(2).split("\n", 1)[0] ?? "", source };
  }),
);

/** The sections of the page that are not guides, by their place. */
export const operations = [
  { summary: "Add a comment to a case", id: "addCaseComment" },
  { summary: "A comment was added to a case", id: "receiveCaseCommentEvent" },
];

/** Machines under load take their time; a test that passes does not wait for it. */
export const patient = { timeout: 120_000, interval: 20 };

/** Opens the docs in a browser context of the test's own. */
export async function openDocs(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await openSharedDocs(browser, address, options);
  onTestFinished(() => page.context().close());
  return page;
}

/** Opens the docs for several tests that only read, and for as long as the browser runs. */
export async function openSharedDocs(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  context.setDefaultTimeout(patient.timeout);
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

/** What somebody could not use of a page, or of a part of it, and where that is. */
export async function barriers(page: Page, part = "html"): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .include(part)
    .options({ resultTypes: ["violations"] })
    // The other mode takes every result out of the page, those of frames included, of which there are none.
    .setLegacyMode(true)
    .analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}
