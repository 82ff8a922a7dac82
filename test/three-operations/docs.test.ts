import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Bundle } from "../../apps/docs/src/docs-document.ts";
import { docsPage } from "../../apps/docs/src/docs-page.ts";
import { launchChromium } from "../browser/chromium.ts";
import { goTo, openDocs, patient } from "../browser/docs-page.ts";
import { type BuiltContract, buildContract } from "../changed-contract/build-contract.ts";
import { copyContractWithThreeOperations } from "./copy-contract.ts";

let built: BuiltContract;
let browser: Browser;
let folder: string;
let address: string;
beforeAll(async () => {
  await using copy = await copyContractWithThreeOperations();
  built = await buildContract(copy);
  const json = JSON.stringify(built.bundle);
  const html = await docsPage(JSON.parse(json) as Bundle, built.contract, { "openapi.json": json });
  folder = await mkdtemp(join(tmpdir(), "case-comments-docs-"));
  await writeFile(join(folder, "index.html"), html);
  address = pathToFileURL(join(folder, "index.html")).href;
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  if (folder) await rm(folder, { recursive: true });
});

it.for([
  ["List the comments of a case", "case-comments/listcasecomments"],
  ["Delete a comment", "case-comments/deletecasecomment"],
] as const)("the docs have a page for: %s", async ([summary, slug]) => {
  const page = await openDocs(browser, address);
  await goTo(page, "Case comments", summary);
  await expect.poll(() => new URL(page.url()).hash, patient).toBe(`#/${slug}`);
});

it("the docs list the failures of each operation under its name", async () => {
  const page = await openDocs(browser, `${address}#/failures`);
  const tables = page.locator("table:has-text('What provokes it')");
  const { operations } = built.contract;
  await expect.poll(() => tables.count(), patient).toBe(operations.length);
  for (const [index, { operation, failures }] of operations.entries()) {
    const rows = tables.nth(index).locator("tbody tr");
    expect(await rows.locator("td:nth-child(3)").allInnerTexts()).toEqual(failures.map(({ error }) => error));
    expect(await page.locator("strong", { hasText: operation }).count()).toBe(1);
  }
});
