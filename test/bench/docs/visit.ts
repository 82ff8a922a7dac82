import type { Browser, Page } from "playwright-core";

/** How long a visitor waits, in milliseconds from the start of the navigation. */
export interface Visit {
  firstPaint: number;
  /** `Infinity` if the page had not come to rest within `patience`. */
  interactive: number;
}

/** How long a page has to come to rest, in milliseconds. */
const patience = 60_000;

interface Watch {
  shownAt?: number;
  /** When the last task of 50 ms or more was over. */
  busyUntil: number;
  clicks: number;
}

declare global {
  /** Is there in pages that are visited here. */
  var watch: Watch;
}

/** A processor that is so many times slower. */
export async function slowDown(page: Page, rate: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
}

/**
 * Opens a page for the first time. It is interactive when it has painted, shows what is in the contract,
 * and has had its last long task, which two quiet seconds follow; and it must then hear a click.
 *
 * @param text from the contract, which every renderer shows once it has read that
 * @see https://web.dev/articles/tti
 */
export async function visit(browser: Browser, url: string, text: string, rate: number): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await slowDown(page, rate);
    await page.addInitScript((text) => {
      globalThis.watch = { busyUntil: 0, clicks: 0 };
      new PerformanceObserver((list) => {
        for (const { startTime, duration } of list.getEntries()) watch.busyUntil = startTime + duration;
      }).observe({ type: "longtask", buffered: true });
      const timer = setInterval(() => {
        if (!document.body?.textContent?.includes(text)) return;
        watch.shownAt = performance.now();
        clearInterval(timer);
      }, 20);
      const hear = () => {
        watch.clicks += 1;
      };
      addEventListener("click", hear, true);
    }, text);
    await page.goto(url);
    const isAtRest = await page.waitForFunction(
      (patience) => {
        const { shownAt = Number.POSITIVE_INFINITY, busyUntil } = watch;
        const painted = performance.getEntriesByName("first-contentful-paint").length > 0;
        if (painted && performance.now() - Math.max(shownAt, busyUntil) > 2_000) return "yes";
        return performance.now() > patience && "no";
      },
      patience,
      { polling: 250, timeout: 2 * patience },
    );
    if ((await isAtRest.jsonValue()) === "yes") await page.mouse.click(1, 450);
    return await page.evaluate(() => {
      const firstPaint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
      const interactive = Math.max(firstPaint, watch.shownAt ?? 0, watch.busyUntil);
      return { firstPaint, interactive: watch.clicks === 1 ? interactive : Number.POSITIVE_INFINITY };
    });
  } finally {
    await context.close();
  }
}
