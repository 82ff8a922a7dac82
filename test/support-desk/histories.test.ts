import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Sandbox, startSandbox } from "@case-comments/sandbox";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Entry } from "../../apps/support-desk/src/wire.ts";
import { launchChromium } from "../browser/chromium.ts";
import { patient } from "../browser/docs-page.ts";
import { aCase, draftOf, fileOf, otherCase, type Staff } from "./staff.ts";
import { openWorld, pause, random, type Wish } from "./world.ts";

const isLong = process.env.CASE_COMMENTS_LONG === "1";
/** Histories that run at the same desk at the same time, and how many such desks there are. */
const perDesk = { http: 20, browser: 5 };
const desks = isLong ? { http: 100, browser: 40 } : { http: 2, browser: 2 };
/** Of the first desk. A test that fails names the one to begin with. */
const firstSeed = Number(process.env.HISTORY_SEED ?? 1);

let sandbox: Sandbox;
let browser: Browser;
let root: string;

beforeAll(async () => {
  [sandbox, browser, root] = await Promise.all([
    startSandbox(),
    launchChromium(),
    mkdtemp(join(tmpdir(), "support-desk-histories-")),
  ]);
});

afterAll(async () => {
  await Promise.all([sandbox?.close(), browser?.close()]);
  await rm(root, { recursive: true, force: true });
});

function wish(next: () => number): Wish {
  const caseId = next() < 0.7 ? aCase : otherCase;
  return { text: randomUUID(), caseId, isAccepted: false, risks: 0, isDiscarded: false, isElsewhere: false };
}

/** Kills the desk while histories go on, and starts it again. */
async function kill(world: Awaited<ReturnType<typeof openWorld>>, afterMs: number): Promise<void> {
  await pause(afterMs);
  await world.desk.end("SIGKILL");
  await world.desk.start();
}

/** What somebody does to get one comment sent, of all that a page can do. */
async function history(staff: Staff, wish: Wish, next: () => number): Promise<void> {
  const { text, caseId } = wish;
  const draft = randomUUID();
  const size = next() < 0.3 ? Math.ceil(next() * 50_000) : 0;
  const upload = async () => (await staff.upload(draft, 0, new Uint8Array(size))).status === 204;
  const request = draftOf({ text, caseId, files: size > 0 ? [fileOf(0, size)] : [] });
  while (size > 0 && !(await upload().catch(() => false))) await pause(20);
  const isClosed = next() < 0.2;
  for (;;) {
    // A browser may repeat it, and so may whoever clicks.
    const copies = Array.from({ length: 1 + Math.floor(next() * 3) }, () =>
      staff
        .send(draft, request)
        .then(({ status }) => status)
        .catch(() => 503),
    );
    const statuses = await Promise.all(copies);
    if (statuses.includes(202)) wish.isAccepted = true;
    if (statuses.includes(202) || isClosed) break;
    if (statuses.includes(409)) await upload().catch(() => false);
    await pause(20);
  }
  if (isClosed) return;
  if (next() < 0.15) await staff.ask("POST", `/comments/${draft}/cancel`).catch(() => {});
  let [drafts, before] = [[draft], ""];
  for (let rounds = 0; rounds < 3; rounds++) {
    const { id, state: ending } = await endingOf(staff, drafts, caseId, before);
    if (ending === "not-sent" && next() < 0.15) {
      const { status } = await staff.ask("DELETE", `/comments/${id}`).catch(() => ({ status: 503 }));
      wish.isDiscarded = status === 204 || status === 503;
      return;
    }
    const isRisk = ending === "unknown" && next() < 0.15;
    if (ending !== "not-sent" && !isRisk) return;
    if (isRisk) wish.risks++;
    // Somebody clicks twice, or in two tabs.
    const one = randomUUID();
    drafts = [one, next() < 0.5 ? one : randomUUID()];
    const again = (draft: string) => {
      const body = JSON.stringify({ id: draft, acceptsRisk: isRisk });
      return staff.ask("POST", `/comments/${id}/again`, body).catch(() => undefined);
    };
    while (!(await Promise.all(drafts.map(again))).some((answer) => answer?.status === 202)) await pause(20);
    before = id;
  }
}

/**
 * Waits for the ending of whichever of some drafts the desk has accepted.
 *
 * @param before what they were sent instead of; if its event came just before that, nothing was sent
 */
async function endingOf(staff: Staff, drafts: string[], caseId: string, before: string) {
  for (;;) {
    const thread = await staff.thread(caseId).catch(() => []);
    const ended = ({ state }: Entry) => state !== "accepted" && state !== "calling";
    const entry =
      thread.find(({ id }) => drafts.includes(id)) ??
      thread.find(({ id, state }) => id === before && state === "created");
    if (entry && ended(entry)) return entry;
    await pause(20);
  }
}

/** Runs histories at one desk after another, and gives what became of all comments. */
async function run(
  kind: "http" | "browser",
  live: (world: Awaited<ReturnType<typeof openWorld>>, wish: Wish, next: () => number) => Promise<void>,
): Promise<Record<string, number>> {
  const tally: Record<string, number> = {};
  for (let seed = firstSeed; seed < firstSeed + desks[kind]; seed++) {
    const next = random(seed);
    const world = await openWorld(sandbox, root, next);
    try {
      const wishes = Array.from({ length: perDesk[kind] }, () => wish(next));
      const elsewhere = [aCase, otherCase].map((caseId) => ({
        ...wish(next),
        caseId,
        isAccepted: true,
        isElsewhere: true,
      }));
      const lives = wishes.map((each) => live(world, each, random(Math.floor(next() * 2 ** 32))));
      const killed = next() < 0.7 ? kill(world, next() * 400) : undefined;
      await Promise.all([...lives, ...elsewhere.map(world.postElsewhere), killed]);
      expect(await world.problems([...wishes, ...elsewhere]), `seed ${seed}`).toEqual([]);
      for (const state of await world.states()) tally[state] = (tally[state] ?? 0) + 1;
    } finally {
      await world.close();
    }
  }
  return tally;
}

it(
  "loses no comment, posts none twice and puts none in the wrong case, whatever happens",
  async () => {
    const tally = await run("http", ({ staff }, wish, next) => history(staff, wish, next));
    for (const state of ["created", "settled"])
      expect(tally[state], JSON.stringify(tally)).toBeGreaterThan(0);
    if (isLong) process.stdout.write(`histories over HTTP: ${JSON.stringify(tally)}\n`);
  },
  isLong ? 3_600_000 : undefined,
);

it(
  "says what became of each comment, whatever becomes of its page",
  async () => {
    const tally = await run("browser", (world, wish, next) => tab(world, wish, next));
    expect(tally.created, JSON.stringify(tally)).toBeGreaterThan(0);
    if (isLong) process.stdout.write(`histories in a browser: ${JSON.stringify(tally)}\n`);
  },
  isLong ? 3_600_000 : undefined,
);

/** Sends a comment from a page to which something happens. */
async function tab({ desk, staff }: Awaited<ReturnType<typeof openWorld>>, wish: Wish, next: () => number) {
  const context = await browser.newContext();
  context.setDefaultTimeout(patient.timeout);
  const [name = "", value = ""] = staff.cookie.split("=");
  await context.addCookies([{ name, value, url: desk.url }]);
  const page = await context.newPage();
  let isWarned = false;
  page.on("dialog", (dialog) => {
    isWarned = true;
    void dialog.accept().catch(() => {});
  });
  try {
    const load = () =>
      page
        .goto(`${desk.url}/cases/${wish.caseId}`)
        .then(() => page.getByLabel("Text", { exact: true }).fill(wish.text, { timeout: 5_000 }));
    while (
      !(await load().then(
        () => true,
        () => false,
      ))
    )
      await pause(50);
    await page.getByRole("radio", { name: "Internal note" }).click();
    if (next() < 0.4) {
      const buffer = Buffer.alloc(Math.ceil(next() * 200_000));
      await page
        .getByLabel("Add files")
        .setInputFiles({ name: "a.bin", mimeType: "application/octet-stream", buffer });
      await page.getByRole("radio", { name: "Yes" }).check();
      await page.getByRole("radio", { name: "Staff alone", exact: true }).check();
    }
    const button = page.getByRole("button", { name: /^Send,/ });
    await (next() < 0.3 ? button.dblclick({ noWaitAfter: true }) : button.click());
    await pause(next() * 200);
    const fate = Math.floor(next() * 5);
    if (fate === 0) {
      const closed = page.waitForEvent("close");
      await page.close({ runBeforeUnload: true });
      await closed;
    } else if (fate === 1) await page.reload().catch(() => {});
    else if (fate === 2) await page.goBack().catch(() => {});
    if (fate < 3) {
      // Whoever was not warned may rely on the desk.
      wish.isAccepted = !isWarned;
      return;
    }
    if (fate === 3) {
      await context.setOffline(true);
      await pause(next() * 500);
      await context.setOffline(false);
    }
    await untilSaid(page, wish);
  } finally {
    await context.close();
  }
}

/** Waits until a page that was left open says what became of its comment. */
async function untilSaid(page: Page, { text }: Wish): Promise<void> {
  const endings = /Created|Refused|Not sent|May have been sent/;
  const said = page
    .getByRole("article")
    .filter({ hasText: text })
    .locator(".state")
    .filter({ hasText: endings });
  for (;;) {
    if ((await said.count()) > 0) return;
    // A file that did not reach the desk is sent when somebody asks for it again, and so is the comment.
    for (const name of ["Upload again", /^Send,/]) {
      const button = page.getByRole("button", { name });
      if (await button.isEnabled({ timeout: 1 }).catch(() => false))
        await button.click({ timeout: 1_000 }).catch(() => {});
    }
    await pause(50);
  }
}
