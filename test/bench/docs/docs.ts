import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import bundle from "@case-comments/openapi/openapi.json" with { type: "json" };
import { chromium } from "playwright-core";
import { launchOptions } from "../../browser/chromium.ts";
import { interleaved, median, table } from "../statistics.ts";
import { keystrokes } from "./keystrokes.ts";
import { sites } from "./pages.ts";
import { serveSite } from "./serve-sites.ts";
import { type Visit, visit } from "./visit.ts";

const rounds = 5;
const introduction = bundle.info.description.slice(0, 40);
const slower = { visit: 4, keystroke: 6 };

/** Measures the docs page; gives the part of the report that speaks of it. `folder` is for what is fetched. */
export async function benchDocs(folder: string): Promise<string> {
  const { args = [], ...options } = await launchOptions();
  // Some renderers ask for fonts and traces elsewhere. They wait for nothing here, and nothing is sent.
  const alone = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1";
  const browser = await chromium.launch({ ...options, args: [...args, alone] });
  await using cleanUp = new AsyncDisposableStack();
  cleanUp.defer(() => browser.close());
  const contenders = new Map<string, Awaited<ReturnType<typeof serveSite>>>();
  for (const [name, site] of Object.entries(await sites(folder))) {
    const served = await serveSite(site);
    cleanUp.defer(() => served.close());
    contenders.set(name, served);
  }
  const ours = contenders.get("our page")?.url ?? "";
  return [
    "## The docs",
    `### A first visit, with a processor ${slower.visit} times slower`,
    "Interactive is a page that has painted, shows the contract's introduction, and is through with its last task of 50 ms or more.",
    await visits(browser, contenders),
    `### An edited request, with a processor ${slower.keystroke} times slower`,
    await keystrokes(browser, ours, folder, slower.keystroke),
    "### The build of the page, from Node's start to its end",
    await builds(),
  ].join("\n\n");
}

async function visits(
  browser: Parameters<typeof visit>[0],
  contenders: ReadonlyMap<string, { url: string; size: number }>,
): Promise<string> {
  const url = (name: string) => contenders.get(name)?.url ?? "";
  /** Peers that did not come to rest, for which nobody waits in each round. */
  const restless = new Map<string, Visit>();
  const results = await interleaved([...contenders.keys()], rounds, async (name) => {
    const past = restless.get(name);
    if (past) return past;
    const result = await visit(browser, url(name), introduction, slower.visit).catch((cause) => {
      throw new Error(`no visit to ${name}`, { cause });
    });
    if (Number.isFinite(result.interactive)) return result;
    if (name.startsWith("our page")) throw new Error(`${name} does not come to rest`);
    restless.set(name, result);
    return result;
  });
  const rows = [...results].map(([name, visits]) => ({
    name,
    size: contenders.get(name)?.size ?? 0,
    firstPaint: median(visits.map(({ firstPaint }) => firstPaint)),
    interactive: median(visits.map(({ interactive }) => interactive)),
  }));
  const peers = rows.filter(({ name }) => !name.startsWith("our page"));
  const best = (of: (row: (typeof rows)[number]) => number) => Math.min(...peers.map(of));
  const [paint, interactive] = [best((row) => row.firstPaint), best((row) => row.interactive)];
  return table(
    ["page", "gzip, kB", "first paint, ms", "to the best peer", "interactive, ms", "to the best peer"],
    rows.map((row) => [
      row.name,
      (row.size / 1000).toFixed(1),
      row.firstPaint.toFixed(0),
      (row.firstPaint / paint).toFixed(2),
      Number.isFinite(row.interactive) ? row.interactive.toFixed(0) : "never at rest",
      Number.isFinite(row.interactive) ? (row.interactive / interactive).toFixed(2) : "",
    ]),
  );
}

async function builds(): Promise<string> {
  const script = fileURLToPath(new URL("../../../apps/docs/src/build.ts", import.meta.url));
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await promisify(execFile)(process.execPath, [script]);
    times.push(performance.now() - start);
  }
  return table(["build", "median, s"], [["page and Markdown", (median(times) / 1000).toFixed(2)]]);
}
