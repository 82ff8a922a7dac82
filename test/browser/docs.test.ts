import { once } from "node:events";
import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createClient } from "@case-comments/client";
import { operation } from "@case-comments/contract";
import type { Browser, Page } from "playwright-core";
import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { compactMarkup } from "../../apps/docs/src/compact-markup.ts";
import { Html } from "../../apps/docs/src/html.ts";
import { aCase } from "../contract/request-cases.ts";
import { isMissing } from "../required-tools.ts";
import { launchChromium } from "./chromium.ts";
import { dist, guides, openDocs, openSharedDocs, operations, patient } from "./docs-page.ts";
import { serveFolder } from "./serve-folder.ts";

const bundle = JSON.parse(await readFile(new URL("openapi.json", dist), "utf8"));
const samples: { label: string; source: string }[] =
  bundle.paths["/api/v1/cases/{caseId}"].post["x-codeSamples"];
const { failures } = operation("addCaseComment");

describe.skipIf(isMissing("a browser"))("the docs", () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof serveFolder>>;
  let alone: string;
  let reading: Page;
  beforeAll(async () => {
    browser = await launchChromium();
    site = await serveFolder(dist);
    reading = await openSharedDocs(browser, site.url);
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

  it.for(ways)("$way, work whole, and ask nobody for anything", async ({ address }) => {
    const page = await openDocs(browser, "about:blank");
    const requests: string[] = [];
    const problems: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) problems.push(message.text());
    });
    page.on("pageerror", ({ message }) => problems.push(message));
    await page.goto(address());

    // The contents lead to every part, and the address and the title follow.
    for (const { title, slug } of [
      ...guides,
      ...operations.map(({ summary, id }) => ({ title: summary, slug: id })),
    ]) {
      await page.locator("nav").getByRole("link", { name: title, exact: true }).click();
      await expect.poll(() => page.title(), patient).toBe(`${title} · Case Comments`);
      expect(new URL(page.url()).hash).toBe(`#${slug}`);
      expect(await page.locator("nav [aria-current]").innerText()).toBe(title);
    }
    for (const name of ["openapi.yaml", "openapi.json"]) {
      const downloading = page.waitForEvent("download");
      await page.getByRole("link", { name, exact: true }).click();
      const download = await downloading;
      expect(download.suggestedFilename()).toBe(name);
      expect(await readFile(await download.path())).toEqual(await readFile(new URL(name, dist)));
    }
    await page.getByRole("button", { name: "Dark theme" }).click();
    await page.getByRole("tab", { name: "Python" }).click();
    await page.reload();
    expect(await page.getAttribute("html", "data-theme")).toBe("dark");
    expect(await page.locator("[role=tabpanel]:not([hidden])").getAttribute("aria-label")).toBe("Python");

    expect(new Set(requests.filter((url) => !/^(blob|data):/.test(url)))).toEqual(new Set([address()]));
    expect(problems).toEqual([]);
  });

  it("are not painted before they know the theme that their reader has chosen", async () => {
    const text = await readFile(new URL("index.html", dist), "utf8");
    const cut = text.indexOf("<script>");
    const rest = Promise.withResolvers<void>();
    const server = createServer(async (_, response) => {
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.write(text.slice(0, cut));
      await rest.promise;
      response.end(text.slice(cut));
    }).listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await once(server, "listening");
    const page = await openDocs(browser, "about:blank");
    const { port } = server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/`, { waitUntil: "commit" });
    await page.locator("h1").waitFor({ state: "attached" });
    // A page that does not wait paints meanwhile.
    await page.waitForTimeout(200);
    const paints = () => page.evaluate(() => performance.getEntriesByType("paint").length);
    expect(await paints()).toBe(0);
    rest.resolve();
    await expect.poll(paints, patient).toBeGreaterThan(0);
  });

  it("can be used by keyboard alone: from the address bar to a copied sample", async () => {
    const page = await openDocs(browser, site.url, { permissions: ["clipboard-read", "clipboard-write"] });
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Skip to the content");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("content");

    await page.keyboard.press("/");
    await page.keyboard.type("try a req");
    const option = page.getByRole("option", { selected: true });
    await expect.poll(() => option.textContent(), patient).toContain("Try a request");
    await page.keyboard.press("Enter");
    expect(new URL(page.url()).hash).toBe("#try");

    const tab = page.getByRole("tab", { selected: true });
    for (let press = 0; press < 60 && !(await isFocused(page, "[role=tab]")); press++)
      await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    expect(await tab.textContent()).toBe(samples[1]?.label);
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Copy");
    await page.keyboard.press("Enter");
    await expect.poll(focused, patient).toBe("Copied");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(samples[1]?.source.trimEnd());
  });

  it("select the code for whoever opened them where nothing may be copied", async () => {
    const page = await openDocs(browser, site.url);
    await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
    const copy = page.locator("[data-copy]").first();
    await copy.click();
    await expect.poll(() => copy.textContent(), patient).toBe("Selected");
    const code = await copy.locator("xpath=../pre").textContent();
    expect(await page.evaluate(() => String(getSelection()).trim())).toBe(code?.trim());
  });

  it("find what is written, under headings and in what is folded away", async () => {
    const page = await openDocs(browser, site.url);
    const options = page.getByRole("option");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("HMAC-SHA256 OF the RAW");
    await expect
      .poll(() => options.allTextContents(), patient)
      .toEqual([
        expect.stringMatching(/^A comment was added to a case › Headers.*HMAC-SHA256 of the raw body/),
      ]);
    await page.keyboard.press("Control+a");
    await page.keyboard.type("raw hmac body");
    await expect.poll(() => options.count(), patient).toBeGreaterThan(0);
    await page.keyboard.press("Control+a");
    await page.keyboard.type("a sibling page of a file upload names App Engine");
    await expect.poll(() => options.count(), patient).toBeGreaterThan(0);
    await page.keyboard.press("Enter");
    const reason = page.locator("details[open] > p", { hasText: "names App Engine" });
    expect(await reason.first().isVisible()).toBe(true);

    await page.keyboard.press("/");
    await page.keyboard.type("no such words");
    await expect.poll(() => page.locator("dialog p").textContent(), patient).toBe("Nothing here says that.");
    await page.keyboard.press("Escape");
    expect(await page.locator("dialog").isVisible()).toBe(false);
  });

  it("keep the address they were opened with until their reader scrolls", async () => {
    const page = await openDocs(browser, site.url);
    const address = () => page.evaluate(() => location.hash);
    // The moment before the browser goes to the place in the address, held still.
    await page.evaluate(() => history.replaceState(null, "", "#failure-caseNotFound"));
    for (const height of [40, 900]) {
      await page.setViewportSize({ width: 1440, height });
      // An observer made later hears of a place after the page's own.
      await page.evaluate(
        (inSight) =>
          new Promise<void>((resolve) => {
            const observer = new IntersectionObserver(
              (entries) => {
                if (entries.some(({ isIntersecting }) => isIntersecting === inSight)) resolve();
              },
              { rootMargin: "-15% 0px -80% 0px" },
            );
            observer.observe(document.querySelector("main section[id]") as Element);
          }),
        height === 900,
      );
      expect(await address()).toBe("#failure-caseNotFound");
    }
    await page.locator("#downloads").scrollIntoViewIfNeeded();
    await expect.poll(address, patient).not.toBe("#failure-caseNotFound");
  });

  it("follow their reader from an address that nobody can decode", async () => {
    const page = await openDocs(browser, `${site.url}#100%`);
    await page.mouse.move(700, 400);
    await page.mouse.wheel(0, 3_000);
    await expect.poll(() => new URL(page.url()).hash, patient).not.toBe("#100%");
  });

  it("lay out only what is in sight, and let the browser reach the rest", async () => {
    const page = await openDocs(browser, site.url);
    const far = page.locator("#downloads");
    const isLaidOut = () =>
      far.evaluate((section) => section.firstElementChild?.checkVisibility({ contentVisibilityAuto: true }));
    expect(await isLaidOut()).toBe(false);
    await page.goto("about:blank");
    const place = "failure-caseNotFound";
    await page.goto(`${site.url}#${place}`);
    const top = () =>
      page.evaluate((id) => document.getElementById(id)?.getBoundingClientRect().top ?? -1, place);
    await expect.poll(top, patient).toBeLessThan(200);
    expect(await top()).toBeGreaterThan(0);
  });

  it("are the same to a browser without the tags and quotation marks that it can do without", async () => {
    const page = reading;
    const parsed = (markup: string) =>
      page.evaluate(
        (markup) => new DOMParser().parseFromString(`<!doctype html>${markup}`, "text/html").body.innerHTML,
        markup,
      );
    const html = await readFile(new URL("index.html", dist), "utf8");
    const whole = (await parsed(/<main[^>]*>(.*)<\/main>/s.exec(html)?.[1] ?? "")).trim();
    const compact = compactMarkup(new Html(whole)).text;
    expect(whole.length - compact.length).toBeGreaterThan(5_000);
    expect((await parsed(compact)) === whole).toBe(true);
  });

  it("show every failure of the contract with its exact text, and what the client says", async () => {
    const page = reading;
    const listed = await page.locator(".failure").evaluateAll((rows) =>
      rows.map((row) => ({
        id: row.id,
        error: row.querySelector(".wire code")?.textContent,
        mark: row.querySelector(".mark")?.textContent,
        client: row.querySelector("dl > :last-child code")?.textContent,
        cure: row.querySelectorAll("dd")[1]?.textContent?.trim() !== "",
      })),
    );
    const expected = failures.map(async ({ example, status, error, provenance }) => ({
      id: `failure-${example}`,
      error,
      mark: provenance,
      client: await clientErrorFor(status, error),
      cure: true,
    }));
    expect(listed).toEqual(await Promise.all(expected));
  });

  it("are printed whole, with what is folded away and every sample", async () => {
    const page = reading;
    const said = await page
      .locator(
        "main :is(h1, h2, h3, h4, .field > .name, .failure .wire, .failure dd, summary, .why > p, td, pre, p:not(.buttons))",
      )
      .evaluateAll((elements) => elements.map(({ textContent }) => textContent ?? ""));
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(await page.pdf())), {
      mergePages: true,
    });
    // Paper breaks lines and pages elsewhere.
    const letters = (each: string) => each.normalize("NFKC").replaceAll(/\s/g, "");
    const printed = letters(text);
    expect(said.length).toBeGreaterThan(400);
    expect(said.filter((each) => !printed.includes(letters(each)))).toEqual([]);
  });

  it("name the Redoc that reads the contract in this repository", async () => {
    const page = reading;
    const { version } = createRequire(import.meta.url)("@redocly/cli/package.json");
    expect(await page.locator("#downloads").textContent()).toContain(
      `npx @redocly/cli@${version} build-docs openapi.yaml`,
    );
  });

  it("lead nowhere that does not exist, and name no place twice", async () => {
    const page = reading;
    const ids = await page.locator("[id]").evaluateAll((elements) => elements.map(({ id }) => id));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const hrefs = await page
      .locator("[href]")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
    const elsewhere = hrefs.filter((href) => !href.startsWith("#"));
    expect(hrefs.length - elsewhere.length).toBeGreaterThan(100);
    expect(
      hrefs.filter((href) => href.startsWith("#") && !ids.includes(decodeURIComponent(href.slice(1)))),
    ).toEqual([]);
    for (const href of new Set(elsewhere)) {
      if (/^(data|https):/.test(href)) continue;
      expect((await fetch(new URL(href, site.url))).status, href).toBe(200);
    }
  });
});

/** What the client's error shows when the server answers so. */
async function clientErrorFor(status: number, error: string): Promise<string> {
  const body = JSON.stringify({ status, success: false, message: "Invalid request", error });
  const cases = createClient({
    apiKey: "any-key",
    environment: "staging",
    fetch: async (_, init) => {
      await new Response(init?.body as ReadableStream).text();
      return new Response(body, { status, headers: { "content-type": "application/json" } });
    },
  });
  const author = { email: "rosa.delgado@clinic.example" };
  const result = await cases.addComment(aCase, { text: "Hello", isRestricted: false, author });
  if (result.ok) return "";
  const { kind, delivery } = result.error;
  const told = { kind, delivery, status, ...("field" in result.error ? { field: result.error.field } : {}) };
  const properties = Object.entries(told).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return `{ ${properties.join(", ")} }`;
}

const isFocused = (page: Page, selector: string) =>
  page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, selector);
