import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Mock, startMock } from "@case-comments/mock";
import { type Sandbox, startSandbox } from "@case-comments/sandbox";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { launchChromium } from "../browser/chromium.ts";
import { barriers, patient } from "../browser/docs-page.ts";
import { DeskProcess } from "./desk-process.ts";
import { aCase, draftOf } from "./staff.ts";

const secret = "planted-webhook-secret";
const keys = { mock: `test_planted-${randomUUID()}`, sandbox: `test_planted-${randomUUID()}` };
let browser: Browser;
let mock: Mock;
let sandbox: Sandbox;
let folder: string;
/** Nothing listens where this one sends, unless a test sees to it. */
let closed: number;
let desks: Record<"mock" | "sandbox" | "away", DeskProcess>;

beforeAll(async () => {
  [browser, mock, sandbox, folder, closed] = await Promise.all([
    launchChromium(),
    startMock(),
    startSandbox(),
    mkdtemp(join(tmpdir(), "support-desk-")),
    freePort(),
  ]);
  const desk = (name: string, env: NodeJS.ProcessEnv) =>
    new DeskProcess({ CV_WEBHOOK_SECRET: secret, DESK_FOLDER: join(folder, name), ...env }).start();
  const weather = "fault=reset-after, kept=true";
  const [ofMock, ofSandbox, away] = await Promise.all([
    desk("mock", { CV_API_KEY: keys.mock, DESK_TARGET: "mock", CASE_COMMENTS_BASE_URL: mock.url }),
    desk("sandbox", {
      CV_API_KEY: keys.sandbox,
      CASE_COMMENTS_BASE_URL: sandbox.url,
      DESK_BAD_WEATHER: weather,
    }),
    desk("away", { CV_API_KEY: keys.mock, CASE_COMMENTS_BASE_URL: `http://127.0.0.1:${closed}` }),
  ]);
  desks = { mock: ofMock, sandbox: ofSandbox, away };
  await writeFile(join(folder, "large.png"), new Uint8Array(23_000_000));
});

afterAll(async () => {
  await browser?.close();
  await Promise.all(Object.values(desks ?? {}).map((desk) => desk.end("SIGKILL")));
  await Promise.all([mock?.close(), sandbox?.close()]);
  await rm(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** Opens a case as somebody who has just signed in, and sees to it that the page asks nobody else. */
async function open(desk: DeskProcess, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  context.setDefaultTimeout(patient.timeout);
  const page = await context.newPage();
  const outside: string[] = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(desk.url) && !url.startsWith("blob:") && !url.startsWith("data:")) outside.push(url);
    if (url.includes("planted") || url.includes("delgado")) outside.push(url);
  });
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) outside.push(message.text());
  });
  page.on("pageerror", (error) => outside.push(error.message));
  page.on("dialog", (dialog) => dialog.accept());
  onTestFinished(async () => {
    await context.close();
    expect(outside).toEqual([]);
  });
  await page.goto(`${desk.url}/cases/${aCase}`);
  await page.getByRole("button", { name: "Rosa Delgado", exact: true }).click();
  await page.getByRole("form", { name: "New comment" }).waitFor();
  return page;
}

async function write(page: Page, text: string, visibility: "Internal note" | "Visible" = "Internal note") {
  await page.getByLabel("Text", { exact: true }).fill(text);
  await page.getByRole("radio", { name: visibility }).check();
}

const send = (page: Page) => page.getByRole("button", { name: /^Send($|,)/ }).click();
const comment = (page: Page, text: string) => page.getByRole("article").filter({ hasText: text });

async function setWebhook(url: string | undefined): Promise<void> {
  const headers = { "cv-api-key": keys.sandbox, "content-type": "application/json" };
  await fetch(`${sandbox.url}/sandbox/v1/webhook`, {
    method: url ? "PUT" : "DELETE",
    headers,
    ...(url && { body: JSON.stringify({ url, secret }) }),
  });
}

async function kept(text: string) {
  const answer = await fetch(`${sandbox.url}/sandbox/v1/cases/${aCase}/comments`, {
    headers: { "cv-api-key": keys.sandbox },
  });
  const { comments } = (await answer.json()) as {
    comments: { commentId: string; communication: { text: string; attachments: object[] } }[];
  };
  return comments.filter(({ communication }) => communication.text === text);
}

describe("endings", () => {
  it("creates a visible comment with a file, and an internal note", async () => {
    const page = await open(desks.sandbox);
    await send(page);
    const invalid = page.locator("[aria-invalid=true]");
    await expect.poll(() => invalid.count(), patient).toBe(3);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("text");

    const [image, text] = [join(folder, "planted-name.png"), `planted-text ${randomUUID()}`];
    const dot =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
    await writeFile(image, Buffer.from(dot, "base64"));
    await write(page, text, "Visible");
    await page.getByLabel("Add files").setInputFiles(image);
    await page.getByText("Uploaded to the desk: 1 kB of 1 kB").waitFor();
    await expect
      .poll(() => page.locator(".file img").evaluate((img: HTMLImageElement) => img.naturalWidth), patient)
      .toBe(1);
    await send(page);
    await page.locator("#problem-files").getByText("Answer both questions").waitFor();
    expect(await kept(text)).toEqual([]);
    await page.getByRole("radio", { name: "Yes" }).check();
    await page.getByRole("radio", { name: "Staff alone", exact: true }).check();
    await page.getByRole("checkbox", { name: "Jonas Weber" }).check();
    await send(page);
    await comment(page, text)
      .getByText(/^Comment /)
      .waitFor();
    expect(await page.getByLabel("Text", { exact: true }).inputValue()).toBe("");
    expect(await kept(text)).toMatchObject([
      {
        communication: {
          isRestricted: false,
          author: { email: "rosa.delgado@clinic.example" },
          taggedUsers: [{ email: "jonas.weber@clinic.example" }],
          attachments: [{ fileName: "planted-name.png", isPHI: true, isRestricted: true }],
        },
      },
    ]);
    await write(page, `${text} inside`);
    await send(page);
    await comment(page, `${text} inside`)
      .getByText(/^Comment /)
      .waitFor();
    expect(await kept(`${text} inside`)).toMatchObject([{ communication: { isRestricted: true } }]);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
    for (const planted of ["planted", "delgado", aCase]) expect(desks.sandbox.output).not.toContain(planted);
  });

  it("shows what is refused at its field, or as a sentence for staff and one for the operator", async () => {
    const page = await open(desks.mock);
    const session = mock.session(keys.mock);
    await page.getByText("can't settle by itself").waitFor();
    const places = {
      missingRequiredField: "text",
      missingRequiredFieldIsRestricted: "visibility",
      missingAttachmentField: "files",
      invalidTaggedUser: "tag",
    } as const;
    const sentences = ["permissionDenied", "unknownApiKey"] as const;
    const text = `planted-text ${randomUUID()}`;
    await write(page, text);
    for (const name of [...(Object.keys(places) as (keyof typeof places)[]), ...sentences]) {
      await session.next({ response: name });
      await send(page);
      const refused = page.getByRole("article").filter({ hasText: "Refused" });
      await refused.getByText("For the operator").waitFor();
      const place = `#problem-${name in places ? places[name as keyof typeof places] : "whole"}`;
      await expect
        .poll(() => page.locator(place).textContent(), { ...patient, message: name })
        .toMatch(/\.$/);
      expect(await refused.locator("footer > p").textContent(), name).toMatch(
        /^[A-Z].*\. The comment does not exist\.$/,
      );
      expect(await refused.locator("details").textContent(), name).toMatch(/operator[A-Z].*\. \{"name"/);
      await refused.getByRole("button", { name: "Remove" }).click();
      await refused.waitFor({ state: "detached" });
    }
    // What was written is still there, and goes now.
    await send(page);
    await comment(page, text)
      .getByText(/^Comment /)
      .waitFor();
    expect((await session.requests()).flatMap(({ violations }) => violations)).toEqual([]);
  });

  it("sends again, at a button, what was not sent", async () => {
    const page = await open(desks.away);
    const text = `planted-text ${randomUUID()}`;
    await write(page, text);
    await send(page);
    const entry = comment(page, text);
    await entry.getByText("The connection failed. The comment does not exist.").waitFor();
    const relay = createServer((socket) => {
      const onward = connect(mock.port, "127.0.0.1");
      socket.pipe(onward).pipe(socket);
      for (const end of [socket, onward])
        end.on("error", () => void [socket, onward].map((each) => each.destroy()));
    }).listen(closed, "127.0.0.1");
    onTestFinished(() => void relay.close());
    await entry.getByRole("button", { name: "Send again" }).dblclick();
    await entry.getByText(/^Comment /).waitFor();
    const bodies = (await mock.session(keys.mock).requests()).map(({ body }) => JSON.stringify(body));
    expect(bodies.filter((body) => body?.includes(text))).toHaveLength(1);
  });

  it("keeps an unknown in the thread, names the risk, and settles it by its event", async () => {
    const page = await open(desks.sandbox);
    const text = `planted-text ${randomUUID()}`;
    await write(page, text);
    await page.getByRole("checkbox", { name: "Bad weather" }).check();
    await send(page);
    const entry = comment(page, text);
    await entry.getByText("May have been sent").waitFor();
    const risk = entry.getByRole("button", { name: "risk having it twice" });
    expect(await risk.isVisible()).toBe(false);
    await entry.getByText("though it may exist").click();
    await entry.getByText("will have this comment twice").waitFor();
    await risk.waitFor();
    await page.reload();
    await entry.getByText("May have been sent").waitFor();
    await setWebhook(`${desks.sandbox.url}/webhooks`);
    const [made, ...others] = await kept(text);
    expect(others).toEqual([]);
    const headers = { "cv-api-key": keys.sandbox };
    await fetch(`${sandbox.url}/sandbox/v1/deliveries/${made?.commentId}`, { method: "POST", headers });
    await entry.getByText(`its event told of it. Comment ${made?.commentId}`).waitFor();
    await setWebhook(undefined);
  });
});

it("sends nothing under another name when the desk's word that it accepted a comment is lost", async () => {
  const page = await open(desks.sandbox);
  const text = `planted-text ${randomUUID()}`;
  await page.clock.install();
  let asked = 0;
  await page.route("**/send", async (route) => {
    asked++;
    await route.fetch();
    await route.fulfill({ status: 503 });
  });
  await write(page, text);
  // However long this takes, it is not time yet to ask again.
  await page.clock.pauseAt(Date.now() + 3_600_000);
  await send(page);
  await comment(page, text)
    .getByText(/^Comment /)
    .waitFor();
  await page.clock.runFor(200);
  await expect.poll(() => page.getByLabel("Text", { exact: true }).inputValue(), patient).toBe("");
  // Whatever it was going to try again, it would try by now.
  await page.clock.runFor(60_000);
  await page.evaluate(() => fetch("/session").then(({ status }) => status));
  expect(asked).toBe(1);
  expect(await kept(text)).toHaveLength(1);
});

it("changes nothing of what may have been accepted when its session ends before the desk's word comes", async () => {
  const page = await open(desks.sandbox);
  const text = `planted-text ${randomUUID()}`;
  let asked = 0;
  // Nor does the thread tell of it.
  await page.route("**/stream", (route) => route.fulfill({ status: 401 }));
  await page.reload();
  await page.route("**/send", async (route) => {
    if (asked++ === 0) await route.fetch();
    if (asked === 1) await page.context().clearCookies();
    await (asked === 1 ? route.abort() : route.continue());
  });
  await write(page, text);
  await send(page);
  await page.getByText("Sign in in a new tab, and what was here").waitFor();
  await page.getByText("you signed out. It is asked again").waitFor({ state: "attached" });
  expect(await kept(text)).toHaveLength(1);
  expect(await page.getByLabel("Text", { exact: true }).isEnabled()).toBe(false);
  const body = JSON.stringify({ email: "rosa.delgado@clinic.example" });
  await page.unroute("**/stream");
  await page.evaluate((body) => fetch("/session", { method: "POST", body }).then(({ ok }) => ok), body);
  await comment(page, text)
    .getByText(/^Comment /)
    .waitFor();
  await expect.poll(() => page.getByLabel("Text", { exact: true }).inputValue(), patient).toBe("");
  expect(await kept(text)).toHaveLength(1);
});

it("uploads 23 MB with progress, can be cancelled in the middle, and refuses what can't fit", async () => {
  const page = await open(desks.sandbox);
  const text = `planted-text ${randomUUID()}`;
  await write(page, text);
  await page.getByLabel("Text", { exact: true }).fill(text);
  const network = await page.context().newCDPSession(page);
  const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 4_000_000 };
  await network.send("Network.emulateNetworkConditions", slow);
  await page.getByLabel("Add files").setInputFiles(join(folder, "large.png"));
  await page.getByRole("radio", { name: "Yes" }).check();
  await page.getByRole("radio", { name: "Staff alone", exact: true }).check();
  await send(page);
  const bar = page.getByRole("progressbar", { name: "Uploaded to the desk" });
  await expect
    .poll(() => bar.evaluate((each: HTMLProgressElement) => each.position), patient)
    .toBeGreaterThan(0.05);
  expect(await bar.evaluate((each: HTMLProgressElement) => each.position)).toBeLessThan(1);
  await page.getByRole("button", { name: "Cancel" }).click();
  expect(await kept(text)).toEqual([]);
  await page.getByLabel("Add files").setInputFiles(join(folder, "large.png"));
  await page.getByText("does not fit").waitFor();
  await network.send("Network.emulateNetworkConditions", { ...slow, uploadThroughput: -1 });
  await page.getByRole("button", { name: "Remove large.png" }).click();
  await page.getByLabel("Add files").setInputFiles(join(folder, "large.png"));
  await page.getByRole("radio", { name: "Yes" }).check();
  await page.getByRole("radio", { name: "Staff alone", exact: true }).check();
  await send(page);
  await comment(page, text)
    .getByText(/^Comment /)
    .waitFor();
  expect(await kept(text)).toMatchObject([{ communication: { attachments: [{ size: 23_000_000 }] } }]);
});

it("takes a file that is dropped, uploads it again where the desk no longer has it, and sends it", async () => {
  const page = await open(desks.sandbox);
  const text = `planted-text ${randomUUID()}`;
  await write(page, text);
  const dataTransfer = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["abc"], "a.txt", { type: "text/plain" }));
    return transfer;
  });
  await page.getByRole("form", { name: "New comment" }).dispatchEvent("drop", { dataTransfer });
  await page.getByRole("radio", { name: "Yes" }).check();
  await page.getByRole("radio", { name: "Staff alone", exact: true }).check();
  await page.getByText("Uploaded to the desk: 1 kB of 1 kB").waitFor();
  await rm(join(folder, "sandbox/files"), { recursive: true });
  await mkdir(join(folder, "sandbox/files"));
  await send(page);
  await comment(page, text)
    .getByText(/^Comment /)
    .waitFor();
  expect(await kept(text)).toMatchObject([{ communication: { attachments: [{ size: 3 }] } }]);
});

it("shows how much its connection has taken of a comment, and can be told to send no more of it", async () => {
  const page = await open(desks.mock);
  const text = `planted-text ${randomUUID()}`;
  await mock.session(keys.mock).next({ fault: "stall" });
  await write(page, text);
  await send(page);
  const entry = comment(page, text);
  await expect
    .poll(
      () => entry.getByRole("progressbar", { name: "Handed to the connection" }).getAttribute("value"),
      patient,
    )
    .toMatch(/^[1-9]/);
  await entry.getByRole("button", { name: "Cancel" }).click();
  await entry.getByText("It was cancelled. Nobody knows yet whether it arrived.").waitFor();
  expect(await page.getByLabel("Text", { exact: true }).inputValue()).toBe("");
});

it("shows nothing any more when somebody signs out in another tab, until they are back", async () => {
  const page = await open(desks.sandbox);
  const [sent, written] = [`planted-text ${randomUUID()}`, `planted-text ${randomUUID()}`];
  await write(page, sent);
  await send(page);
  await comment(page, sent)
    .getByText(/^Comment /)
    .waitFor();
  await write(page, written);
  const tab = await page.context().newPage();
  const signIn = (name: string) => tab.getByRole("button", { name, exact: true }).click();
  await tab.goto(desks.sandbox.url);
  await tab.getByRole("button", { name: "Sign out" }).click();
  const isShown = async () => {
    const main = await page.getByRole("main").innerText();
    return [sent, "A case"].some((each) => main.includes(each)) || page.getByLabel("Text").isVisible();
  };
  await page.getByText("You are signed out").waitFor();
  expect(await isShown()).toBe(false);
  expect(await barriers(page)).toEqual([]);
  // Somebody else, who sees this tab too, and nothing comes back in it.
  const asked = page.waitForResponse("**/session");
  await signIn("Tom Lindqvist");
  await tab.getByRole("link", { name: "A case of this clinic" }).waitFor();
  await asked;
  await page.waitForResponse("**/session");
  expect(await isShown()).toBe(false);
  await tab.getByRole("button", { name: "Sign out" }).click();
  await signIn("Rosa Delgado");
  await comment(page, sent).waitFor();
  expect(await page.getByLabel("Text", { exact: true }).inputValue()).toBe(written);
});

it("sends nothing in the name of whoever has signed in beside it", async () => {
  const page = await open(desks.sandbox);
  const text = `planted-text ${randomUUID()}`;
  await write(page, text);
  const body = JSON.stringify({ email: "tom.lindqvist@clinic.example" });
  await page.evaluate((body) => fetch("/session", { method: "POST", body }).then(({ ok }) => ok), body);
  await send(page);
  await page.getByText("You are signed out.").waitFor();
  expect(await page.getByLabel("Text", { exact: true }).inputValue()).toBe(text);
  expect(await kept(text)).toEqual([]);
});

it("waits no longer for a comment that somebody has taken out of the thread", async () => {
  const page = await open(desks.sandbox);
  let shown: object[] = [];
  // A connection that breaks after each look, as that of a machine that sleeps.
  await page.route("**/stream", (route) =>
    route.fulfill({ contentType: "text/event-stream", body: `data: ${JSON.stringify(shown)}\n\n` }),
  );
  await page.route("**/send", async (route) => {
    const id = new URL(route.request().url()).pathname.split("/")[2] ?? "";
    const { author, ...content } = draftOf({ text: "Taken out" });
    shown = [{ ...content, id, author, state: "calling", at: 0, commentId: null, failure: null }];
    await route.fulfill({ status: 202 });
  });
  await page.reload();
  await write(page, "Taken out");
  await send(page);
  await comment(page, "Taken out").getByText("Being sent").waitFor();
  shown = [];
  await expect.poll(() => page.getByLabel("Text", { exact: true }).inputValue(), patient).toBe("");
  expect(await page.getByRole("button", { name: /^Send/ }).isEnabled()).toBe(true);
});

it("can be used with the keyboard alone", async () => {
  const page = await open(desks.sandbox);
  const text = `planted-text ${randomUUID()}`;
  const until = async (wanted: RegExp, key = "Tab") => {
    for (let presses = 0; presses < 40; presses++) {
      const name = await page.evaluate(() => {
        const { activeElement: each } = document;
        return `${each?.id} ${each?.closest("label")?.textContent} ${each?.textContent}`;
      });
      if (wanted.test(name)) return;
      await page.keyboard.press(key);
    }
    throw new Error(`Nothing like ${wanted} could be reached`);
  };
  await until(/^text /);
  await page.keyboard.type(text);
  await page.keyboard.press("Tab");
  await until(/Visible to the patient's side/, "ArrowDown");
  await page.keyboard.press("ArrowUp");
  await until(/Send, as an internal note/);
  await page.keyboard.press("Enter");
  await comment(page, text)
    .getByText(/^Comment /)
    .waitFor();
  await expect.poll(() => page.locator("main > output").textContent(), patient).toMatch(/^Created: /);
  expect(await kept(text)).toMatchObject([{ communication: { isRestricted: true } }]);
});

it.for(["light", "dark"] as const)("shuts nobody out in %s", async (colorScheme) => {
  const page = await open(desks.sandbox, { colorScheme, viewport: { width: 320, height: 700 } });
  await send(page);
  await page.locator("[aria-invalid=true]").first().waitFor();
  const text = `planted-text ${randomUUID()}`;
  await write(page, text);
  await page
    .getByLabel("Add files")
    .setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("a") });
  await page.getByText("Uploaded to the desk: 1 kB of 1 kB").waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole("button", { name: "Remove a.txt" }).click();
  await page.getByRole("checkbox", { name: "Bad weather" }).check();
  await send(page);
  const entry = comment(page, text);
  await entry.getByText("though it may exist").click();
  await page.locator("summary").last().click();
  expect(await barriers(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.goto(desks.sandbox.url);
  await page.getByRole("link", { name: "A case of this clinic" }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole("link", { name: "which refuses comments" }).click();
  await write(page, text);
  await send(page);
  await comment(page, text).getByText("This case belongs to another organization.").waitFor();
  await comment(page, text).locator("summary").click();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByText("Who are you today?").waitFor();
  expect(await barriers(page)).toEqual([]);
});
