import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { glob, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { type Browser, chromium } from "playwright-core";
import { launchOptions } from "../../browser/chromium.ts";
import { peakMemory } from "../../peak-memory.ts";
import { setWebhook } from "../../sandbox/calls.ts";
import { startSandboxProcess } from "../../sandbox/sandbox-process.ts";
import { DeskProcess } from "../../support-desk/desk-process.ts";
import { aCase, fileOf, Staff } from "../../support-desk/staff.ts";
import { interleaved, median, table } from "../statistics.ts";

const megabytes = 23;
const uploads = 4;
const rounds = 5;
// Chromium starts a renderer for the next page behind each that it opens, which takes 120 ms of a processor
// just when the file would be sent. Whoever writes a comment takes longer than that.
const settlingMs = 1_000;
const written = "The lab report of today is attached.";
const app = fileURLToPath(new URL("../../../apps/support-desk/dist/page/assets/", import.meta.url));
const cli = fileURLToPath(new URL("../../../apps/cli/bin/case-comments.js", import.meta.url));
const secret = "a-secret";

/** Measures the support desk with a sandbox behind it; gives the part of the report that speaks of it. */
export async function benchSupportDesk(folder: string): Promise<string> {
  await using cleanUp = new AsyncDisposableStack();
  const sandbox = await startSandboxProcess(["--memory"]);
  cleanUp.defer(async () => void (await sandbox.end()));
  const file = join(folder, "report.bin");
  await writeFile(file, Buffer.alloc(megabytes * 1_000_000));
  const browser = await chromium.launch(await launchOptions());
  cleanUp.defer(() => browser.close());
  const start = async (files: "link" | "content") => {
    const apiKey = `test_${randomUUID()}`;
    const desk = await new DeskProcess({
      CV_API_KEY: apiKey,
      CV_WEBHOOK_SECRET: secret,
      CASE_COMMENTS_BASE_URL: sandbox.url,
      DESK_FOLDER: join(folder, randomUUID()),
    }).start();
    cleanUp.defer(async () => void (await desk.end()));
    await setWebhook(sandbox.url, apiKey, { url: `${desk.url}/webhooks`, secret, files });
    return { desk, apiKey };
  };
  const { desk, apiKey } = await start("link");
  const ways = {
    page: () => byPage(browser, desk, file, settlingMs),
    newPage: () => byPage(browser, desk, file, 0),
    terminal: () => byTerminal(sandbox.url, apiKey, file),
  };
  const names = Object.keys(ways) as (keyof typeof ways)[];
  const times = await interleaved(names, rounds, (name) => ways[name as keyof typeof ways]());
  const [page = 0, newPage = 0, terminal = 0] = names.map((name) => median(times.get(name) ?? []));
  const strokes = await keystrokes(browser, desk, file);
  const peaks: string[] = [];
  for (const files of ["link", "content"] as const)
    peaks.push(((await peakOfUploads((await start(files)).desk)) / 1e6).toFixed(0));
  return [
    "## The support desk",
    table(
      ["", "measured", "goal"],
      [
        ["JavaScript of the first load, kB gzip", ((await scriptBytes()) / 1e3).toFixed(1), 25],
        [`peak of the backend, ${uploads} uploads of ${megabytes} MB at once, MB`, peaks[0] ?? "", 200],
        ["the same where events bring the files themselves, MB", peaks[1] ?? "", ""],
        [`a keystroke with ${megabytes} MB attached, median, ms`, median(strokes).toFixed(0), 50],
        ["the longest of them, ms", Math.max(...strokes).toFixed(0), ""],
        [`${megabytes} MB from the browser to the sandbox, ms`, page.toFixed(0), ""],
        ["the same from a page that has only just been opened, ms", newPage.toFixed(0), ""],
        [`${megabytes} MB from the terminal app to the sandbox, ms`, terminal.toFixed(0), ""],
        ["the browser's time, the terminal app's = 1", (page / terminal).toFixed(2), 1.5],
      ],
    ),
  ].join("\n\n");
}

async function scriptBytes(): Promise<number> {
  let bytes = 0;
  for await (const script of glob("*.js", { cwd: app }))
    bytes += gzipSync(await readFile(app + script)).length;
  return bytes;
}

async function openCase(browser: Browser, desk: DeskProcess) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${desk.url}/cases/${aCase}`);
  await page.getByRole("button", { name: "Rosa Delgado", exact: true }).click();
  await page.getByRole("radio", { name: "Internal note" }).check();
  return page;
}

/**
 * From the choice of a file to the created comment in the thread, with nobody who hesitates.
 *
 * @param settlingMs how long the page has been open by then
 */
async function byPage(browser: Browser, desk: DeskProcess, file: string, settlingMs: number) {
  const page = await openCase(browser, desk);
  const text = randomUUID();
  await page.getByLabel("Text", { exact: true }).fill(text);
  await page.waitForTimeout(settlingMs);
  const begin = performance.now();
  await page.getByLabel("Add files").setInputFiles(file);
  await page.locator(".file").waitFor();
  // What Playwright waits for before each of its clicks is no time of the desk's.
  await page.evaluate(() => {
    for (const answer of Array.from(document.querySelectorAll<HTMLElement>(".file .yes input")))
      answer.click();
    document.querySelector("form")?.requestSubmit();
  });
  // A locator would look only every half a second by now.
  await page.waitForFunction((text) => {
    const created = Array.from(document.querySelectorAll("article.created"));
    return created.some((comment) => comment.textContent?.includes(text));
  }, text);
  const time = performance.now() - begin;
  await page.context().close();
  return time;
}

async function byTerminal(url: string, apiKey: string, file: string): Promise<number> {
  const args = [
    cli,
    "add",
    aCase,
    "--text",
    "A report.",
    "--restricted",
    "--author-email",
    "rosa@clinic.example",
  ];
  args.push("--attach", `${file}:phi:restricted`, "--base-url", url);
  const begin = performance.now();
  await promisify(execFile)(process.execPath, args, { env: { ...process.env, CV_API_KEY: apiKey } });
  return performance.now() - begin;
}

/** From each keystroke to the frame that shows it, while a file is attached. */
async function keystrokes(browser: Browser, desk: DeskProcess, file: string): Promise<number[]> {
  const page = await openCase(browser, desk);
  await page.getByLabel("Add files").setInputFiles(file);
  const input = page.getByLabel("Text", { exact: true });
  await input.focus();
  const times = await input.evaluateHandle((element) => {
    const times: number[] = [];
    element.addEventListener("input", ({ timeStamp }) => {
      // A task that is asked for before a frame is painted comes after that.
      requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - timeStamp)));
    });
    return times;
  });
  await page.keyboard.type(written, { delay: 100 });
  await page.waitForTimeout(1_000);
  const painted = await times.jsonValue();
  await page.context().close();
  if (painted.length !== written.length) throw new Error(`${painted.length} keystrokes were answered`);
  return painted;
}

/** The most memory that the backend takes for uploads that come at once, their calls and their events. */
async function peakOfUploads(desk: DeskProcess): Promise<number> {
  const staff = await new Staff(desk).signIn();
  const bytes = new Uint8Array(megabytes * 1_000_000);
  const one = async () => {
    const draft = randomUUID();
    await staff.upload(draft, 0, bytes);
    const { state } = await staff.sendToEnd({ text: draft, files: [fileOf(0, bytes.length)] }, draft);
    if (state !== "created") throw new Error(`A comment was ${state}`);
  };
  await Promise.all(Array.from({ length: uploads }, one));
  return peakMemory(desk.pid);
}
