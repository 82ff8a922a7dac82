import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { median, table } from "../statistics.ts";
import { slowDown } from "./visit.ts";

const megabytes = 20;
const written = "The lab report of today is attached.";

/** From a keystroke in the editor to the painted answer, with a large file attached. */
export async function keystrokes(
  browser: Browser,
  url: string,
  folder: string,
  rate: number,
): Promise<string> {
  const file = join(folder, "scan.bin");
  await writeFile(file, Buffer.alloc(megabytes * 1_000_000));
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(url);
  await page.locator("#editor [data-request]").first().click();
  await page.getByRole("button", { name: "Add to attachments" }).click();
  await page.locator("#edit-communication-attachments-0-content").setInputFiles(file);
  await slowDown(page, rate);
  const rows = [];
  for (const [place, selector] of [
    ["in a field", "#edit-communication-text"],
    ["in the JSON", "#edit-body"],
  ] as const) {
    const input = page.locator(selector);
    await input.focus();
    // Where what is written is part of a text.
    if (selector === "#edit-body")
      await input.evaluate((area: HTMLTextAreaElement) => {
        const at = area.value.indexOf('"text": "') + '"text": "'.length;
        area.setSelectionRange(at, at);
      });
    const times = await input.evaluateHandle((element) => {
      const times: number[] = [];
      element.addEventListener("input", ({ timeStamp }) => {
        // A task that is asked for before a frame is painted comes after that.
        requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - timeStamp)));
      });
      return times;
    });
    await page.keyboard.type(written, { delay: 300 });
    await page.waitForTimeout(1_000);
    const painted = await times.jsonValue();
    if (painted.length !== written.length) throw new Error(`${painted.length} keystrokes were answered`);
    rows.push([place, ...[median(painted), Math.max(...painted)].map((time) => time.toFixed(0))]);
  }
  await page.close();
  return table([`a keystroke, ${megabytes} MB attached`, "median, ms", "longest, ms"], rows);
}
