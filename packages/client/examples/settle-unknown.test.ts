import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { createClient } from "@case-comments/client";
import { clockSkew } from "@case-comments/client/settle";
import document from "@case-comments/openapi/openapi.dereferenced.json" with { type: "json" };
import { describe, expect, it, onTestFinished } from "vitest";
import { apiKey, caseId, comment, leaksOf } from "../test/canaries.ts";
import { answer, created, startServer } from "../test/recording-server.ts";
import { type CallStore, post, receive } from "./settle-unknown.ts";
import { sqliteCallStore } from "./sqlite-call-store.ts";

const keys = { webhook: "a secret", fingerprint: "another" };
const { commentId } = created.data;

/** A store in a new database, and the calls that it says were created. */
async function newStore() {
  const folder = await mkdtemp(join(tmpdir(), "settle-"));
  const path = join(folder, "calls.db");
  const store = sqliteCallStore(path);
  onTestFinished(async () => {
    store[Symbol.dispose]();
    await rm(folder, { recursive: true });
  });
  const { DatabaseSync } = await import("node:sqlite");
  const states = () => {
    const database = new DatabaseSync(path, { readOnly: true });
    const rows = database.prepare("SELECT state, commentId FROM call ORDER BY rowid").all();
    database.close();
    return rows.map(({ state, commentId }) => [state, ...(commentId ? [commentId] : [])].join(" "));
  };
  return { store, states, path };
}

const newlyCreated = () => new Date(Date.now() - clockSkew + 1_000).toISOString();

function deliver(store: CallStore, changes: object = {}, id = commentId) {
  const { text, isRestricted, author } = comment;
  const comments = { id, text, isRestricted, createdAt: newlyCreated(), author, attachments: [], ...changes };
  return deliverEvent(store, { event: "ADD_CASE_COMMENT", payload: { comments, case: { id: caseId } } });
}

function deliverEvent(store: CallStore, event: object) {
  const rawBody = Buffer.from(JSON.stringify(event));
  const signature = createHmac("sha256", keys.webhook).update(rawBody).digest("hex");
  return receive(store, keys, rawBody, signature);
}

/** The server takes every comment, and then hangs up. */
async function lossyClient() {
  const { baseUrl, requests } = await startServer((response) => response.destroy());
  return { cases: createClient({ apiKey, baseUrl }), requests };
}

describe("settling an unknown delivery", () => {
  it("is done by the event, which may come again", async () => {
    const { store, states } = await newStore();
    const { cases, requests } = await lossyClient();
    await post(cases, store, keys, caseId, comment);
    expect(states()).toEqual(["unknown"]);
    for (let delivery = 0; delivery < 2; delivery++) {
      expect(await deliver(store)).toBe(204);
      expect(states()).toEqual([`created ${commentId}`]);
    }
    expect(requests).toHaveLength(1);
  });

  it("is not done by another comment's event, nor for two calls with the same words by one", async () => {
    const { store, states } = await newStore();
    const { cases } = await lossyClient();
    await post(cases, store, keys, caseId, comment);
    await deliver(store, { text: "other" }, "other");
    expect(states()).toEqual(["unknown"]);
    await post(cases, store, keys, caseId, comment);
    await deliver(store);
    expect(states()).toEqual(["unknown", "unknown"]);
    await deliver(store, {}, "second");
    expect(states().sort()).toEqual([`created ${commentId}`, "created second"]);
  });

  it("is not needed after an answer, and is not undone by what comes later", async () => {
    const { store, states } = await newStore();
    const { baseUrl } = await startServer();
    await post(createClient({ apiKey, baseUrl }), store, keys, caseId, comment);
    expect(states()).toEqual([`created ${commentId}`]);
    await store.recover();
    await deliver(store);
    expect(states()).toEqual([`created ${commentId}`]);
  });

  it("forgets a call that was not sent", async () => {
    const { store, states } = await newStore();
    await post(createClient({ apiKey: () => "", environment: "staging" }), store, keys, caseId, comment);
    expect(states()).toEqual([]);
  });

  it("begins anew after a restart", async () => {
    const { store, states } = await newStore();
    const stopped = { addComment: () => Promise.reject(new Error("The process ends here")) };
    await expect(post(stopped, store, keys, caseId, comment)).rejects.toThrow("ends here");
    await deliver(store);
    expect(states()).toEqual(["open"]);
    await store.recover();
    expect(states()).toEqual([`created ${commentId}`]);
  });

  it("keeps a call unknown whose answer names the comment of another", async () => {
    const { store, states } = await newStore();
    const { baseUrl } = await startServer();
    const cases = createClient({ apiKey, baseUrl });
    await post(cases, store, keys, caseId, comment);
    expect(await post(cases, store, keys, caseId, comment)).toMatchObject({ ok: true });
    expect(states()).toEqual([`created ${commentId}`, "unknown"]);
  });

  it("forgets a call that was refused after another process took it for one of before", async () => {
    const { store, states } = await newStore();
    const { baseUrl } = await startServer(async (response) => {
      await store.recover();
      answer(response, 404, { error: "No Case found for provided details!" });
    });
    await post(createClient({ apiKey, baseUrl }), store, keys, caseId, comment);
    expect(states()).toEqual([]);
  });

  it("gives the answer, whatever becomes of its record", async () => {
    const { store, states } = await newStore();
    const { baseUrl, requests } = await startServer();
    const cases = createClient({ apiKey, baseUrl });
    const full = { ...store, end: () => Promise.reject(new Error("The disk is full")) };
    const warning = once(process, "warning");
    expect(await post(cases, full, keys, caseId, comment)).toMatchObject({ ok: true, data: { commentId } });
    expect((await warning)[0]).toMatchObject({ detail: "Error: The disk is full" });
    expect(states()).toEqual(["open"]);
    await store.recover();
    await deliver(store);
    expect(states()).toEqual([`created ${commentId}`]);
    expect(requests).toHaveLength(1);
  });

  it("waits for another process that begins with the same file", async () => {
    const { path } = await newStore();
    const { DatabaseSync } = await import("node:sqlite");
    const other = new DatabaseSync(`${path}.fresh`);
    other.exec("BEGIN EXCLUSIVE");
    const program = new URL("../test/store-opener.ts", import.meta.url);
    const opener = new Worker(program, { workerData: `${path}.fresh` });
    const ended = once(opener, "exit");
    const released = once(opener, "message")
      .then(() => setTimeout(200))
      .then(() => other.close());
    expect(await Promise.all([ended, released])).toEqual([[0], undefined]);
  });

  it("takes no event without a right signature", async () => {
    const { store } = await newStore();
    expect(await receive(store, keys, Buffer.from("{}"), null)).toBe(401);
  });

  it("keeps nothing of what was said, or of whom", async () => {
    const { store, path } = await newStore();
    await post((await lossyClient()).cases, store, keys, caseId, comment);
    await deliver(store);
    for (const file of [path, `${path}-wal`])
      expect(leaksOf((await readFile(file)).toString("latin1"))).toEqual([]);
  });

  it("works with the contract's own example", async () => {
    const { store, states } = await newStore();
    const { value } =
      document.webhooks.addCaseComment.post.requestBody.content["application/json"].examples.commentAdded;
    const { text, isRestricted, author, createdAt, id } = value.payload.comments;
    await post((await lossyClient()).cases, store, keys, caseId, { text, isRestricted, author });
    // It is of a day long ago.
    await deliverEvent(store, value);
    expect(states()).toEqual(["unknown"]);
    expect(Date.parse(createdAt)).toBeLessThan(Date.now());
    await deliverEvent(store, {
      ...value,
      payload: {
        ...value.payload,
        comments: { ...value.payload.comments, id: `${id}2`, createdAt: newlyCreated() },
      },
    });
    expect(states()).toEqual([`created ${id}2`]);
  });
});
