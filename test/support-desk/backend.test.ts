import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, utimes } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { clockSkew } from "@case-comments/client/settle";
import { signWebhook } from "@case-comments/client/testing";
import { type Mock, startMock } from "@case-comments/mock";
import { type Sandbox, startSandbox } from "@case-comments/sandbox";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { requestBytes, type SendRequest } from "../../apps/support-desk/src/wire.ts";
import { readDeliveries, setWebhook } from "../sandbox/calls.ts";
import { DeskProcess } from "./desk-process.ts";
import { aCase, draftOf, fileOf, Staff } from "./staff.ts";

const secret = "the-desk's-webhook-secret";
let mock: Mock;
let sandbox: Sandbox;
let root: string;

beforeAll(async () => {
  [mock, sandbox, root] = await Promise.all([
    startMock(),
    startSandbox(),
    mkdtemp(join(tmpdir(), "support-desk-")),
  ]);
});

afterAll(async () => {
  await Promise.all([mock.close(), sandbox.close()]);
  await rm(root, { recursive: true, force: true });
});

/** A desk of the test's own, with a key of its own, and somebody who is signed in. */
async function open(target: "mock" | "sandbox", env: NodeJS.ProcessEnv = {}) {
  const apiKey = `test_${randomUUID()}`;
  const folder = join(root, randomUUID());
  const desk = await new DeskProcess({
    CV_API_KEY: apiKey,
    CV_WEBHOOK_SECRET: secret,
    DESK_TARGET: target,
    DESK_FOLDER: folder,
    CASE_COMMENTS_BASE_URL: (target === "mock" ? mock : sandbox).url,
    ...env,
  }).start();
  onTestFinished(async () => void (await desk.end("SIGKILL")));
  const staff = await new Staff(desk).signIn();
  return { desk, staff, folder, apiKey, session: mock.session(apiKey) };
}

/** Delivers a signed event to a desk, and gives the status of the answer. */
async function deliver(desk: DeskProcess, payload: object): Promise<number> {
  const body = JSON.stringify({ event: "ADD_CASE_COMMENT", payload });
  const headers = { "x-cv-signature": await signWebhook(body, secret) };
  return (await fetch(`${desk.url}/webhooks`, { method: "POST", body, headers })).status;
}

/** A connection to a desk, which may be cut at either end. */
function cutAtWill(desk: DeskProcess): Socket {
  return connect(Number(new URL(desk.url).port), "127.0.0.1").on("error", () => {});
}

/** What the sandbox really keeps of the case. */
async function kept(apiKey: string): Promise<{ commentId: string }[]> {
  const headers = { "cv-api-key": apiKey };
  const answer = await fetch(`${sandbox.url}/sandbox/v1/cases/${aCase}/comments`, { headers });
  return ((await answer.json()) as { comments: { commentId: string }[] }).comments;
}

it("creates a comment once, however often its draft is sent", async () => {
  const { staff, session } = await open("mock");
  const draft = randomUUID();
  const file = new Uint8Array(randomBytes(10_000));
  expect((await staff.upload(draft, 3, file)).status).toBe(204);
  const request: SendRequest = draftOf({
    text: "Grüße — 血",
    isRestricted: false,
    taggedUsers: [{ email: "jonas.weber@clinic.example", firstName: "Jonas", lastName: "Weber" }],
    files: [fileOf(3, file.length, { isPHI: false, fileName: "Grüße.png" })],
  });
  const answers = await Promise.all(Array.from({ length: 5 }, () => staff.send(draft, request)));
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202]);
  const entry = await staff.ending(draft);
  expect(entry).toMatchObject({ state: "created", isByEvent: false, text: request.text });
  expect((await staff.send(draft, request)).status).toBe(202);
  const requests = await session.requests();
  expect(requests).toMatchObject([{ response: "commentCreated", violations: [], path: { caseId: aCase } }]);
  expect(requests[0]?.body).toMatchObject({
    communication: {
      text: request.text,
      isRestricted: false,
      author: { email: "rosa.delgado@clinic.example", firstName: "Rosa", lastName: "Delgado" },
      taggedUsers: request.taggedUsers,
      attachments: [
        {
          fileName: "Grüße.png",
          isPHI: false,
          isRestricted: true,
          content: Buffer.from(file).toString("base64"),
        },
      ],
    },
  });
  const { caseId, badWeather, ...written } = request;
  expect(requestBytes(written)).toBe(Buffer.byteLength(JSON.stringify(requests[0]?.body)));
});

it("shows each ending, and keeps files only as long as they may be needed", async () => {
  const { staff, session, folder } = await open("mock");
  const files = () => readdir(join(folder, "files"));
  const draft = randomUUID();
  await staff.upload(draft, 0, new Uint8Array(100));
  await session.next("permissionDenied");
  expect(await staff.sendToEnd({ files: [fileOf(0, 100)] }, draft)).toMatchObject({
    state: "rejected",
    failure: { kind: "permissionDenied", status: 403 },
  });
  await expect.poll(files).toEqual([]);
  await session.next("missingRequiredField");
  expect(await staff.sendToEnd()).toMatchObject({ failure: { kind: "missingRequiredField", field: "text" } });

  const lost = randomUUID();
  await staff.upload(lost, 0, new Uint8Array(100));
  await session.next({ fault: "503" });
  expect(await staff.sendToEnd({ files: [fileOf(0, 100)] }, lost)).toMatchObject({
    state: "unknown",
    failure: { kind: "unexpectedStatus", status: 503 },
    isSentAgain: false,
  });
  expect(await files()).toHaveLength(1);
  const again = (acceptsRisk: boolean, id: string = randomUUID()) =>
    staff.ask("POST", `/comments/${lost}/again`, JSON.stringify({ id, acceptsRisk }));
  expect((await again(false)).status).toBe(409);
  const before = (await session.requests()).length;
  const ids: string[] = [randomUUID(), randomUUID(), randomUUID()];
  await Promise.all(ids.map((id) => again(true, id)));
  await staff.see(aCase, (thread) => thread.find(({ id, state }) => ids.includes(id) && state === "created"));
  expect((await session.requests()).length).toBe(before + 1);
  await expect.poll(files).toEqual([]);
  expect((await staff.thread()).find(({ id }) => id === lost)).toMatchObject({
    state: "unknown",
    isSentAgain: true,
  });
});

it("takes what can be sent alone", async () => {
  const { staff, desk } = await open("mock");
  const draft = randomUUID();
  const send = (body: object) => staff.ask("POST", `/drafts/${draft}/send`, JSON.stringify(body));
  for (const wrong of [{ isRestricted: "true" }, { text: null }, { files: [{}] }, { caseId: randomUUID() }]) {
    expect((await send({ ...draftOf({}), ...wrong })).status, JSON.stringify(wrong)).toBe(400);
  }
  expect((await send(draftOf({ text: "é".repeat(250_001) }))).status).toBe(400);
  expect((await send(draftOf({ text: "é".repeat(2_000_000) }))).status).toBe(413);
  expect((await send(draftOf({ files: [fileOf(0, 5)] }))).status).toBe(409);
  // A page that was left open, beside which somebody else has signed in.
  const tom = { email: "tom.lindqvist@clinic.example", firstName: "Tom", lastName: "Lindqvist" };
  expect((await send(draftOf({ author: tom }))).status).toBe(401);
  expect((await staff.ask("PUT", `/drafts/${draft}/files/0`, new Uint8Array(24_000_001))).status).toBe(413);
  expect((await staff.ask("PUT", `/drafts/../files/0`, new Uint8Array(1))).status).toBe(404);
  const asNobody = { origin: desk.url };
  for (const [path, init] of [
    [`/cases/${aCase}/stream`, {}],
    [`/drafts/${draft}/files/0`, { method: "PUT", body: "a" }],
  ] as const) {
    expect((await fetch(desk.url + path, { ...init, headers: asNobody })).status, path).toBe(401);
  }
  const foreign = { method: "POST", body: "{}", headers: { origin: "https://elsewhere.example" } };
  expect((await fetch(`${desk.url}/session`, foreign)).status).toBe(403);
  expect(await staff.thread()).toEqual([]);
});

it("reaches nobody else's files", async () => {
  const { staff, desk, session } = await open("mock");
  const other = await new Staff(desk, "tom.lindqvist@clinic.example").signIn();
  const draft = randomUUID();
  await staff.upload(draft, 0, new Uint8Array(10));
  expect((await other.send(draft, { files: [fileOf(0, 10)] })).status).toBe(409);
  await staff.sendToEnd({ files: [fileOf(0, 10)] }, draft);
  // What is sent can't be changed any more.
  expect((await staff.upload(draft, 0, new Uint8Array(10))).status).toBe(409);
  expect(await session.requests()).toHaveLength(1);
});

it("settles an unknown by its event, whichever comes first, and only by one of its own", async () => {
  const { staff, desk, apiKey } = await open("sandbox", { DESK_BAD_WEATHER: "fault=reset-after, kept=true" });
  await setWebhook(sandbox.url, apiKey, { url: `${desk.url}/webhooks`, secret });
  const forged = await fetch(`${desk.url}/webhooks`, {
    method: "POST",
    body: "{}",
    headers: { "x-cv-signature": await signWebhook("{}", "another") },
  });
  expect(forged.status).toBe(401);
  const draft = randomUUID();
  await staff.send(draft, { text: "Lost", badWeather: true });
  const settled = await staff.see(aCase, (thread) =>
    thread.find(({ id, state }) => id === draft && state === "created"),
  );
  const [comment] = await kept(apiKey);
  expect(settled).toMatchObject({ isByEvent: true, commentId: comment?.commentId });
  expect(await staff.thread()).toHaveLength(1);

  // Somebody else's comment is shown, and settles nothing.
  await fetch(`${sandbox.url}/api/v1/cases/${aCase}`, {
    method: "POST",
    headers: { "cv-api-key": apiKey, "content-type": "application/json" },
    body: JSON.stringify({
      action: "ADD_COMMUNICATION",
      communication: { text: "From elsewhere", isRestricted: false, author: { email: "eve@clinic.example" } },
    }),
  });
  await staff.see(aCase, (thread) => thread.find(({ state }) => state === "received"));
  expect(await staff.thread()).toMatchObject([
    { text: "Lost", state: "created" },
    { text: "From elsewhere", state: "received", author: { email: "eve@clinic.example" } },
  ]);
});

it("takes an event whatever it lacks, and shows and settles no more than it says", async () => {
  const { staff, desk, session } = await open("sandbox", { CASE_COMMENTS_BASE_URL: mock.url });
  await session.next({ fault: "503" });
  expect(await staff.sendToEnd({ text: "Lost" })).toMatchObject({ state: "unknown" });
  const createdAt = new Date().toISOString();
  const author = { firstName: "Rosa", lastName: "Delgado" };
  const older = { id: randomUUID(), text: "Lost", isRestricted: true, createdAt, author, attachments: [] };
  // The older form, which need not name its case: nobody knows in which thread it belongs.
  expect(await deliver(desk, { comment: older })).toBe(204);
  expect(await staff.thread()).toMatchObject([{ text: "Lost", state: "unknown" }]);
  const odd = { id: randomUUID(), text: 7, createdAt: "soon", author: "Eve", attachments: [null] };
  expect(await deliver(desk, { comment: odd, case: { id: aCase.toUpperCase() } })).toBe(204);
  expect(await staff.thread()).toMatchObject([
    { text: "Lost", state: "unknown" },
    { id: odd.id, state: "received", text: "", isRestricted: null, author: { email: "" }, files: [] },
  ]);
});

it("takes events, small and large, beside many large ones that never come whole", async () => {
  const { staff, desk, folder } = await open("sandbox");
  const slow = Array.from({ length: 40 }, () => cutAtWill(desk));
  onTestFinished(() => slow.forEach((socket) => void socket.destroy()));
  for (const [n, socket] of slow.entries()) {
    // Some say how much there will be, and others don't.
    const length = n % 2 ? "Content-Length: 40000000\r\n\r\n" : "Transfer-Encoding: chunked\r\n\r\n1\r\n";
    socket.write(`POST /webhooks HTTP/1.1\r\nHost: desk\r\n${length}{`);
    await staff.thread();
  }
  // Where there are so many, the first ones make room, sooner than their half a minute is over.
  const cut = () => slow.filter(({ destroyed }) => destroyed).length;
  await expect.poll(cut, { timeout: 20_000 }).toBeGreaterThanOrEqual(8);
  for (const text of ["Small", "L".repeat(10_000_000)]) {
    const comments = { id: randomUUID(), text, createdAt: new Date().toISOString() };
    expect(await deliver(desk, { comments, case: { id: aCase } })).toBe(204);
    expect((await staff.thread()).at(-1)).toMatchObject({ id: comments.id, state: "received", text });
  }
  for (const socket of slow) socket.destroy();
  await expect.poll(() => readdir(join(folder, "files")), { timeout: 60_000 }).toEqual([]);
  const tooLarge = { method: "POST", body: new Uint8Array(48_000_001) };
  expect((await fetch(`${desk.url}/webhooks`, tooLarge)).status).toBe(413);
  const endless = cutAtWill(desk);
  endless.write("POST /webhooks HTTP/1.1\r\nHost: desk\r\nTransfer-Encoding: chunked\r\n\r\n");
  const megabyte = `f4240\r\n${" ".repeat(1_000_000)}\r\n`;
  let megabytes = 0;
  for (; megabytes < 100 && !endless.destroyed; megabytes++) {
    await new Promise((resolve) => endless.write(megabyte, resolve));
  }
  expect(megabytes).toBeLessThan(100);
});

it("keeps no file that did not come whole", async () => {
  const { staff, desk, folder } = await open("mock");
  const draft = randomUUID();
  const upload = cutAtWill(desk);
  const head = `Host: desk\r\nOrigin: ${desk.url}\r\nCookie: ${staff.cookie}\r\nContent-Length: 1000`;
  upload.write(`PUT /drafts/${draft}/files/0 HTTP/1.1\r\n${head}\r\n\r\n${"a".repeat(999)}`);
  await expect.poll(() => readdir(join(folder, "files")), { timeout: 60_000 }).toHaveLength(1);
  upload.destroy();
  await expect.poll(() => readdir(join(folder, "files")), { timeout: 60_000 }).toEqual([]);
  expect((await staff.send(draft, { files: [fileOf(0, 1_000)] })).status).toBe(409);
});

it("says after a kill that what was being sent may exist, until its event comes", async () => {
  const { staff, desk, apiKey, folder } = await open("sandbox", {
    DESK_BAD_WEATHER: "fault=stall, kept=true",
  });
  const draft = randomUUID();
  await staff.send(draft, { text: "Stalled", badWeather: true });
  await expect.poll(async () => (await kept(apiKey)).length).toBe(1);
  expect(await desk.end("SIGKILL")).toBe("SIGKILL");
  await desk.start();
  expect(await staff.thread()).toMatchObject([{ id: draft, state: "unknown", failure: { kind: "stopped" } }]);
  expect((await staff.send(draft, { text: "Stalled" })).status).toBe(202);
  // A second one on the same ledger would take the first one's calls for lost.
  const second = new DeskProcess({ CV_API_KEY: "a-key", DESK_FOLDER: folder });
  await expect(second.start()).rejects.toThrow(/locked/);
  await setWebhook(sandbox.url, apiKey, { url: `${desk.url}/webhooks`, secret });
  const [comment] = await kept(apiKey);
  await fetch(`${sandbox.url}/sandbox/v1/deliveries/${comment?.commentId}`, {
    method: "POST",
    headers: { "cv-api-key": apiKey },
  });
  await staff.see(aCase, ([entry]) => (entry?.state === "created" ? entry : undefined));
  expect(await kept(apiKey)).toHaveLength(1);
});

it("deletes files after some hours, and then says so instead of sending again without them", async () => {
  const { staff, session, desk, folder } = await open("mock");
  const [old, fresh] = [randomUUID(), randomUUID()];
  for (const draft of [old, fresh]) await staff.upload(draft, 0, new Uint8Array(10));
  await session.next({ fault: "503" });
  expect(await staff.sendToEnd({ files: [fileOf(0, 10)] }, old)).toMatchObject({ state: "unknown" });
  const folders = await readdir(join(folder, "files"));
  expect(folders).toHaveLength(2);
  const id = createHash("sha256").update(`rosa.delgado@clinic.example ${old}`).digest("hex");
  const before = Date.now() / 1_000 - 13 * 3_600;
  await utimes(join(folder, "files", id), before, before);
  await desk.end();
  await desk.start();
  expect(await readdir(join(folder, "files"))).toEqual(folders.filter((each) => each !== id));
  const again = randomUUID();
  await staff.ask("POST", `/comments/${old}/again`, JSON.stringify({ id: again, acceptsRisk: true }));
  expect(await staff.ending(again)).toMatchObject({ state: "not-sent", failure: { kind: "filesGone" } });
  expect(await session.requests()).toHaveLength(1);
  expect(await staff.sendToEnd({ files: [fileOf(0, 10)] }, fresh)).toMatchObject({ state: "created" });
});

it("settles after a kill by an event that came before it", async () => {
  const { staff, desk, apiKey } = await open("sandbox", { DESK_BAD_WEATHER: "fault=stall, kept=true" });
  await setWebhook(sandbox.url, apiKey, { url: `${desk.url}/webhooks`, secret });
  const draft = randomUUID();
  await staff.send(draft, { text: "Stalled", badWeather: true });
  await expect
    .poll(async () => (await readDeliveries(sandbox.url, apiKey))[0]?.attempts.at(-1)?.status)
    .toBe(204);
  // Beside an open call, whose answer may still name it, an event settles nothing.
  expect(await staff.thread()).toMatchObject([{ id: draft, state: "calling" }]);
  await desk.end("SIGKILL");
  await desk.start();
  expect(await staff.thread()).toMatchObject([{ id: draft, state: "created", isByEvent: true }]);
});

it("tells of a call that is cancelled, and of one that never began", async () => {
  const { staff, session, desk } = await open("mock");
  await session.next({ fault: "stall" });
  const draft = randomUUID();
  await staff.send(draft);
  await session.waitFor(1, { timeout: 60_000 });
  await staff.ask("POST", `/comments/${draft}/cancel`);
  expect(await staff.ending(draft)).toMatchObject({ state: "unknown", failure: { kind: "aborted" } });
  // The server is away.
  await desk.end();
  const { staff: cut } = await open("mock", { CASE_COMMENTS_BASE_URL: "http://127.0.0.1:9" });
  const entry = await cut.sendToEnd();
  expect(entry).toMatchObject({ state: "not-sent", failure: { kind: "network" } });
  expect((await cut.ask("DELETE", `/comments/${entry.id}`)).status).toBe(204);
  expect(await cut.thread()).toEqual([]);
});

it("writes nothing of a comment, a key or a person into its log, and its folder is its own", async () => {
  const { staff, desk, folder, apiKey } = await open("mock");
  const draft = randomUUID();
  await staff.upload(draft, 0, new TextEncoder().encode("planted-content") as Uint8Array<ArrayBuffer>);
  await staff.sendToEnd(
    { text: "planted-text", files: [fileOf(0, 15, { fileName: "planted-name" })] },
    draft,
  );
  await staff.ask("POST", "/session", "{broken");
  await staff.ask("GET", "/%zz");
  await desk.end();
  expect(desk.output).toContain('"callId"');
  for (const planted of ["planted", apiKey, secret, aCase, "rosa.delgado", draft]) {
    expect(desk.output).not.toContain(planted);
  }
  const modes = [];
  for (const entry of await readdir(folder, { recursive: true }))
    modes.push((await stat(join(folder, entry))).mode);
  expect((await stat(folder)).mode & 0o077).toBe(0);
  for (const mode of modes) expect(mode & 0o077).toBe(0);
  const ledger = await readFile(join(folder, "ledger.sqlite"));
  expect(ledger.includes("planted-text")).toBe(true);
  for (const planted of [apiKey, staff.cookie.split("=")[1] ?? ""])
    expect(ledger.includes(planted)).toBe(false);
});

it("cancels at once what waits for its turn, and settles nothing by what came before that turn", async () => {
  const { staff, session, desk } = await open("mock");
  const drafts = Array.from({ length: 10 }, () => randomUUID());
  for (let calls = 0; calls < 8; calls++) await session.next({ fault: "stall" });
  for (const text of drafts) await staff.send(text, { text });
  await session.waitFor(8, { timeout: 60_000 });
  const thread = await staff.thread();
  const [first, second] = thread.filter(({ state }) => state === "accepted");
  const calling = thread.find(({ state }) => state === "calling");
  if (!first || !second || !calling) throw new Error(JSON.stringify(thread));
  const cancel = (id: string) => staff.ask("POST", `/comments/${id}/cancel`);
  await cancel(first.id);
  expect(await staff.ending(first.id)).toMatchObject({ state: "not-sent", failure: { kind: "aborted" } });
  expect(await session.requests()).toHaveLength(8);

  // Just late enough for a call that had begun when its draft was accepted.
  const { text, author, isRestricted, at } = second;
  const createdAt = new Date(at - clockSkew + 10).toISOString();
  const comments = { id: randomUUID(), text, isRestricted, createdAt, author, attachments: [] };
  expect(await deliver(desk, { comments, case: { id: aCase } })).toBe(204);
  await session.next({ fault: "503" });
  while (Date.now() < at + 20) await setTimeout(5);
  await cancel(calling.id);
  expect(await staff.ending(second.id)).toMatchObject({ state: "unknown" });
  expect((await staff.thread()).filter((entry) => entry.text === text)).toHaveLength(2);
});

it("sends nothing instead of what turns out to exist, whether that waits or was not sent", async () => {
  const { staff, desk, session } = await open("sandbox", { CASE_COMMENTS_BASE_URL: mock.url });
  await session.next({ fault: "503" });
  const { id, author, isRestricted } = await staff.sendToEnd({ text: "Lost" });
  const stalled = Array.from({ length: 8 }, () => randomUUID());
  for (const _ of stalled) await session.next({ fault: "stall" });
  for (const text of stalled) await staff.send(text, { text });
  await session.waitFor(9, { timeout: 60_000 });
  const again = async (before: string) => {
    const one = randomUUID();
    const body = JSON.stringify({ id: one, acceptsRisk: true });
    expect((await staff.ask("POST", `/comments/${before}/again`, body)).status).toBe(202);
    return one;
  };
  const cancelled = await again(id);
  await staff.ask("POST", `/comments/${cancelled}/cancel`);
  expect(await staff.ending(cancelled)).toMatchObject({ state: "not-sent" });
  const waiting = await again(cancelled);
  const createdAt = new Date().toISOString();
  const comments = { id: randomUUID(), text: "Lost", isRestricted, createdAt, author, attachments: [] };
  expect(await deliver(desk, { comments, case: { id: aCase } })).toBe(204);
  const lost = async () => (await staff.thread()).filter(({ text }) => text === "Lost");
  expect(await lost()).toMatchObject([{ id, state: "created", commentId: comments.id }]);
  for (const one of stalled) await staff.ask("POST", `/comments/${one}/cancel`);
  // Those that waited behind it have had their turn by then.
  expect(await staff.sendToEnd({ text: "Next" })).toMatchObject({ state: "created" });
  expect(await lost()).toMatchObject([{ id, state: "created" }]);
  for (const before of [cancelled, waiting])
    await staff.ask(
      "POST",
      `/comments/${before}/again`,
      JSON.stringify({ id: randomUUID(), acceptsRisk: true }),
    );
  expect(await staff.sendToEnd({ text: "Last" })).toMatchObject({ state: "created" });
  expect(await session.requests()).toHaveLength(11);
});

it("lets nobody send again, cancel or remove what another wrote", async () => {
  const { staff, desk, session } = await open("mock");
  const other = await new Staff(desk, "tom.lindqvist@clinic.example").signIn();
  await session.next({ fault: "503" });
  const { id } = await staff.sendToEnd();
  const again = randomUUID();
  const body = JSON.stringify({ id: again, acceptsRisk: true });
  expect((await other.ask("POST", `/comments/${id}/again`, body)).status).toBe(401);
  expect(await staff.thread()).toMatchObject([{ id, isSentAgain: false }]);
  expect((await staff.ask("POST", `/comments/${id}/again`, body)).status).toBe(202);
  await staff.ending(again);
  await session.next("permissionDenied");
  const { id: refused } = await staff.sendToEnd();
  for (const [method, path] of [
    ["DELETE", ""],
    ["POST", "/cancel"],
  ] as const) {
    expect((await other.ask(method, `/comments/${refused}${path}`)).status).toBe(401);
    expect((await staff.ask(method, `/comments/${randomUUID()}${path}`)).status).toBe(409);
  }
  expect(await staff.thread()).toHaveLength(3);
  expect((await staff.ask("DELETE", `/comments/${refused}`)).status).toBe(204);
});

it("ends a session where somebody signs out, also for what is open elsewhere and after a restart", async () => {
  const { staff, desk } = await open("mock");
  const elsewhere = await new Staff(desk).signIn();
  const stream = await staff.ask("GET", `/cases/${aCase}/stream`);
  expect(stream.headers.get("cache-control")).toBe("no-store");
  const told = stream.text();
  await staff.thread();
  expect((await staff.ask("DELETE", "/session")).status).toBe(204);
  // It ends by itself, long before it would have looked again.
  expect((await told).match(/^data: /gm)?.length).toBe(1);
  const again = () => staff.ask("GET", `/cases/${aCase}/stream`);
  expect((await again()).status).toBe(401);
  expect(await elsewhere.thread()).toEqual([]);
  await desk.end("SIGKILL");
  await desk.start();
  expect((await again()).status).toBe(401);
  expect(await elsewhere.thread()).toEqual([]);
});

it("keeps the files of what may still be sent, and no others", async () => {
  const { staff, desk, session, folder } = await open("mock");
  const files = () => readdir(join(folder, "files"));
  const draft = randomUUID();
  await staff.upload(draft, 0, new Uint8Array(10));
  await session.next({ fault: "503" });
  await staff.sendToEnd({ text: "Lost", files: [fileOf(0, 10)] }, draft);
  const again = async () => {
    const id = randomUUID();
    const body = JSON.stringify({ id, acceptsRisk: true });
    expect((await staff.ask("POST", `/comments/${draft}/again`, body)).status).toBe(202);
    return staff.ending(id);
  };
  await session.next("permissionDenied");
  const { id, state } = await again();
  expect(state).toBe("rejected");
  expect((await staff.ask("DELETE", `/comments/${id}`)).status).toBe(204);
  // The first one may be sent again now.
  expect(await files()).toHaveLength(1);
  await session.next({ fault: "503" });
  expect(await again()).toMatchObject({ state: "unknown" });
  // What tells that both exist had just come when the desk was killed.
  await desk.end("SIGKILL");
  const ledger = new DatabaseSync(join(folder, "ledger.sqlite"));
  const event = ledger.prepare("INSERT INTO event SELECT ?, ?, ?, content, fingerprint FROM comment LIMIT 1");
  for (const commentId of [randomUUID(), randomUUID()]) event.run(commentId, aCase, Date.now());
  ledger.close();
  await desk.start();
  expect(await staff.thread()).toMatchObject([{ state: "created" }, { state: "created" }]);
  await expect.poll(files).toEqual([]);
});

it("starts with settings alone that hold together, and says in a sentence what does not", async () => {
  const key = { CV_API_KEY: "test_a-key", DESK_FOLDER: join(root, randomUUID()) };
  for (const [env, said] of [
    [{ CV_API_KEY: "" }, "an API key"],
    [{ DESK_TARGET: "production" }, "mock, sandbox or staging"],
    [{ DESK_TARGET: "staging", CASE_COMMENTS_BASE_URL: mock.url }, "never goes with staging"],
    [
      { CASE_COMMENTS_BASE_URL: "https://api-staging.care360-next.carevalidate.com" },
      "never goes with staging",
    ],
    [{ CASE_COMMENTS_BASE_URL: "nowhere" }, "baseUrl"],
    [{ PORT: "abc" }, "port"],
    [{ DESK_ORIGIN: "desk" }, "URL"],
  ] as const) {
    const desk = new DeskProcess({ ...key, ...env });
    await expect(desk.start(), JSON.stringify(env)).rejects.toThrow(said);
    expect(desk.output).toMatch(/^The desk does not start: [^\n]+\n$/);
    expect(await desk.end()).toBe(2);
  }
  const desk = await new DeskProcess({ ...key, DESK_ORIGIN: "https://desk.clinic.example/" }).start();
  onTestFinished(async () => void (await desk.end("SIGKILL")));
  // As it stands in the bar of a browser, which itself says it without the slash.
  const body = JSON.stringify({ email: "rosa.delgado@clinic.example" });
  const headers = { origin: "https://desk.clinic.example" };
  expect((await fetch(`${desk.url}/session`, { method: "POST", body, headers })).status).toBe(204);
});

it("takes out of the thread all that was tried of a comment, and brings nothing of it back", async () => {
  const { staff } = await open("mock", { CASE_COMMENTS_BASE_URL: "http://127.0.0.1:9" });
  const { id } = await staff.sendToEnd({ text: "Unwanted" });
  const other = await staff.sendToEnd({ text: "Unwanted" });
  const again = randomUUID();
  const body = JSON.stringify({ id: again, acceptsRisk: false });
  await staff.ask("POST", `/comments/${id}/again`, body);
  expect(await staff.ending(again)).toMatchObject({ state: "not-sent" });
  expect((await staff.ask("DELETE", `/comments/${again}`)).status).toBe(204);
  expect(await staff.thread()).toMatchObject([{ id: other.id }]);
});

it("learns from an event that comes again what it lacked at first", async () => {
  const { staff, desk, session } = await open("sandbox", { CASE_COMMENTS_BASE_URL: mock.url });
  await session.next({ fault: "503" });
  const { id, author, isRestricted } = await staff.sendToEnd({ text: "Lost" });
  const comment = { id: randomUUID(), text: "Lost", createdAt: new Date().toISOString() };
  expect(await deliver(desk, { comment, case: { id: aCase } })).toBe(204);
  expect(await staff.thread()).toMatchObject([{ id, state: "unknown" }, { state: "received" }]);
  const comments = { ...comment, isRestricted, author, attachments: [] };
  expect(await deliver(desk, { comments, case: { id: aCase } })).toBe(204);
  expect(await staff.thread()).toMatchObject([{ id, state: "created", commentId: comment.id }]);
});

it("takes a setting that is empty for one that is not there", async () => {
  const { staff, desk } = await open("sandbox", {
    CV_WEBHOOK_SECRET: "",
    DESK_BAD_WEATHER: "",
    DESK_ORIGIN: "",
  });
  const session = await (await staff.ask("GET", "/session")).json();
  expect(session).toMatchObject({ canSettle: false, offersBadWeather: false });
  expect((await fetch(`${desk.url}/webhooks`, { method: "POST", body: "{}" })).status).toBe(404);
});
