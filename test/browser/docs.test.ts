import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { operation } from "@case-comments/contract";
import { languages } from "@case-comments/openapi/print";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { missingTools } from "../required-tools.ts";
import { launchChromium } from "./chromium.ts";
import { dist, goTo, guides, menu, openDocs, operations, patient, showsAtTop } from "./docs-page.ts";
import { serveFolder } from "./serve-folder.ts";

const bundle = JSON.parse(await readFile(new URL("openapi.json", dist), "utf8"));
const samples: { label: string; source: string }[] =
  bundle.paths["/api/v1/cases/{caseId}"].post["x-codeSamples"];

const { failures } = operation("addCaseComment");

describe.skipIf(missingTools().includes("a browser"))("in a browser", () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof serveFolder>>;
  let alone: string;
  beforeAll(async () => {
    browser = await launchChromium();
    site = await serveFolder(dist);
    // Nothing but the page, as it comes in a mail.
    alone = await mkdtemp(join(tmpdir(), "case-comments-page-"));
    await copyFile(new URL("index.html", dist), join(alone, "index.html"));
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
    if (alone) await rm(alone, { recursive: true });
  });

  const ways = [
    { way: "from a server", address: () => site.url },
    { way: "alone, from a file", address: () => pathToFileURL(join(alone, "index.html")).href },
  ];

  describe.each(ways)("the docs, $way", ({ address }) => {
    it("ask no other machine for anything, and report no error", async () => {
      const context = await browser.newContext();
      onTestFinished(() => context.close());
      const requests: string[] = [];
      const problems: string[] = [];
      context.on("request", (request) => requests.push(request.url()));
      context.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) problems.push(message.text());
      });
      context.on("weberror", (error) => problems.push(error.error().message));
      const page = await context.newPage();
      await page.goto(address());
      for (const { title } of guides) await goTo(page, title);
      for (const { tag, summary } of operations) await goTo(page, tag, summary);
      await page.getByTestId("search-trigger").click();
      await page.keyboard.type("attachment");
      await page.getByText("isPHI").first().waitFor();
      expect(requests.filter((url) => !/^(blob|data):/.test(url))).toEqual([address()]);
      expect(problems).toEqual([]);
    });

    it("show what is clicked in the side bar", async () => {
      const page = await openDocs(browser, address());
      const pages = [
        ...guides.map(({ slug, title }) => ({ slug, title, path: [title] })),
        ...operations.map(({ slug, tag, summary }) => ({ slug, title: summary, path: [tag, summary] })),
      ];
      for (const { slug, title, path } of pages) {
        await goTo(page, ...path);
        await showsAtTop(page, title);
        expect(new URL(page.url()).hash).toBe(`#/${slug}`);
      }
    });

    it.for(["openapi.yaml", "openapi.json"])("give %s to download, byte for byte", async (name) => {
      const page = await openDocs(browser, address());
      const downloading = page.waitForEvent("download");
      await page.getByRole("link", { name, exact: true }).click();
      const download = await downloading;
      expect(download.suggestedFilename()).toBe(name);
      expect(await readFile(await download.path())).toEqual(await readFile(new URL(name, dist)));
    });
  });

  describe("the docs", () => {
    it("list every failure of the contract with its exact text", async () => {
      const page = await openDocs(browser, `${site.url}#/failures`);
      const rows = page.locator("table:has-text('What provokes it') tbody tr");
      await expect.poll(() => rows.count(), patient).toBe(failures.length);
      const listed = await rows.evaluateAll((rows) =>
        rows.map((row) => {
          const [names, status, error, , known] = Array.from(row.children);
          return {
            names: Array.from(names?.querySelectorAll("code") ?? [], ({ textContent }) => textContent),
            status: status?.textContent,
            error: error?.querySelector("code")?.textContent,
            known: known?.firstChild?.textContent,
          };
        }),
      );
      expect(listed).toEqual(
        failures.map(({ kind, example, status, error, provenance = "documented" }) => ({
          names: [...new Set([kind, example])],
          status: String(status),
          error,
          known: provenance,
        })),
      );
    });

    it("show every code sample as it is", async () => {
      expect(samples.map(({ label }) => label)).toEqual(languages.map(({ label }) => label));
      const page = await openDocs(browser, `${site.url}#/case-comments/addcasecomment`);
      const panel = page.locator(".panel-request-samples").first();
      const shown = async () => (await panel.getByTestId("source-code").textContent())?.replaceAll(/\s/g, "");
      let language = "cURL";
      // A tree is what Redoc makes of JSON, so the programs alone are compared.
      for (const { label, source } of samples.slice(0, 4)) {
        await panel.getByRole("button", { name: language, exact: true }).click();
        await page.getByRole("menuitem", { name: label, exact: true }).click();
        await expect.poll(shown, patient).toBe(source.replaceAll(/\s/g, ""));
        expect(await panel.getByLabel("Example").isVisible()).toBe(false);
        language = label;
      }
    });

    it("show each example of a request as its payload", async () => {
      const page = await openDocs(browser, `${site.url}#/case-comments/addcasecomment`);
      const panel = page.locator(".panel-request-samples").first();
      await panel.getByRole("button", { name: "cURL", exact: true }).click();
      await page.getByRole("menuitem", { name: "Payload", exact: true }).click();
      await panel.getByLabel("Example").click();
      await page.getByRole("menuitem", { name: "An internal note" }).click();
      await panel.getByText("Insurance has not answered yet").waitFor();
    });

    it("lead nowhere that does not exist", async () => {
      const page = await openDocs(browser, site.url);
      const links = (place: string) =>
        page
          .locator(`${place} a[href^="#/"]`)
          .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
      const led = new Set<string | null>();
      for (const { title } of guides) {
        await goTo(page, title);
        await showsAtTop(page, title);
        for (const link of await links('[data-component-name="Markdown/Markdown"]')) led.add(link);
      }
      const pages = [...guides, ...operations].map(({ slug }) => `#/${slug}`);
      expect(led).toContain("#/failures");
      expect([...led].filter((link) => !pages.includes(link ?? ""))).toEqual([]);
    });

    it("open a guide in a new tab", async () => {
      const page = await openDocs(browser, site.url);
      const opening = page.context().waitForEvent("page");
      await menu(page)
        .getByText("The mock", { exact: true })
        .click({ modifiers: ["ControlOrMeta"] });
      await showsAtTop(await opening, "The mock");
    });
  });
});
