import { readdir, readFile } from "node:fs/promises";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";

/** The folder of the built page. */
export const dist = new URL(".", import.meta.resolve("@case-comments/docs/index.html"));

const folder = new URL("../guides/", dist);

export const guides = await Promise.all(
  (await readdir(folder)).map(async (file) => {
    const title = (await readFile(new URL(file, folder), "utf8")).slice(2).split("\n", 1)[0] ?? "";
    return { slug: file.replace(/\.md$/, ""), title };
  }),
);

/** What the side bar shows of the contract's operations. */
export const operations = [
  { tag: "Case comments", summary: "Add a comment to a case", slug: "case-comments/addcasecomment" },
  { tag: "Webhooks", summary: "A comment was added to a case", slug: "webhooks/receivecasecommentevent" },
];

/** Machines under load take their time; a test that passes does not wait for it. */
export const patient = { timeout: 25_000 };

/** Opens the docs in a browser context of the test's own, and waits until the page is alive. */
export async function openDocs(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(address);
  // Before it is, the search says that it is loading.
  const search = page.getByTestId("search-trigger").getByText("Search");
  if (options.javaScriptEnabled !== false) await search.waitFor({ state: "attached" });
  return page;
}

export const menu = (page: Page) => page.locator('[data-component-name="Menu/Menu"]').first();

/** Clicks entries of the side bar, one after the other. */
export async function goTo(page: Page, ...entries: string[]): Promise<void> {
  for (const entry of entries) {
    await menu(page).getByRole("listitem").getByText(entry, { exact: true }).first().click();
  }
}

/** Expects the page or guide with this title to come into view. */
export async function showsAtTop(page: Page, title: string): Promise<void> {
  // Redoc puts a link into a heading, and with it more words into its name.
  const heading = page.locator("h2").filter({ hasText: new RegExp(`^${title}(Webhook)?$`) });
  const top = async () => (await heading.boundingBox())?.y ?? Number.NaN;
  await expect.poll(top, patient).toSatisfy((y: number) => y >= 0 && y < 450);
}
