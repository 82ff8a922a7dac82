import { createHmac } from "node:crypto";
import { createClient } from "@case-comments/client";
import { describe, expect, it } from "vitest";
import { apiKey, caseId, comment } from "../test/canaries.ts";
import { created, startServer } from "../test/recording-server.ts";
import { type CallStore, post, receive, recover, type StoredCall } from "./settle-unknown.ts";

const secret = "a secret";
const { commentId } = created.data;

function memoryStore() {
  const calls = new Map<string, StoredCall>();
  const store: CallStore = {
    async add(call) {
      calls.set(call.id, call);
    },
    async settle(id, state, commentId) {
      const call = calls.get(id);
      if (call && call.state !== "created")
        calls.set(id, { ...call, state, ...(commentId && { commentId }) });
    },
    async withState(...states) {
      return [...calls.values()].filter(({ state }) => states.includes(state));
    },
  };
  return { store, states: () => [...calls.values()].map(({ state }) => state) };
}

function deliver(store: CallStore, text = comment.text) {
  const { isRestricted, author } = comment;
  const comments = { id: commentId, text, isRestricted, createdAt: created.data.createdAt, author };
  const rawBody = Buffer.from(JSON.stringify({ event: "ADD_CASE_COMMENT", payload: { comments } }));
  return receive(store, rawBody, createHmac("sha256", secret).update(rawBody).digest("hex"), secret);
}

/** The server takes every comment, and then hangs up. */
async function lossyClient() {
  const { baseUrl, requests } = await startServer((response) => response.destroy());
  return { cases: createClient({ apiKey, baseUrl }), requests };
}

describe("settling an unknown delivery", () => {
  it("is done by the event, which may come again", async () => {
    const { store, states } = memoryStore();
    const { cases, requests } = await lossyClient();
    await post(cases, store, caseId, comment);
    expect(states()).toEqual(["unknown"]);
    expect(await deliver(store)).toBe(200);
    expect(states()).toEqual(["created"]);
    expect(await deliver(store)).toBe(200);
    expect(requests).toHaveLength(1);
  });

  it("is not done by another comment's event, nor for two calls with the same words", async () => {
    const { store, states } = memoryStore();
    const { cases } = await lossyClient();
    await post(cases, store, caseId, comment);
    await deliver(store, "other");
    expect(states()).toEqual(["unknown"]);
    await post(cases, store, caseId, comment);
    await deliver(store);
    expect(states()).toEqual(["unknown", "unknown"]);
  });

  it("is not needed after an answer, and is not undone by what comes later", async () => {
    const { store, states } = memoryStore();
    const { baseUrl } = await startServer();
    await post(createClient({ apiKey, baseUrl }), store, caseId, comment);
    expect(states()).toEqual(["created"]);
    await recover(store);
    await deliver(store);
    expect(states()).toEqual(["created"]);
  });

  it("begins anew after a restart", async () => {
    const { store, states } = memoryStore();
    await store.add({ id: "1", caseId, comment, state: "open" });
    await recover(store);
    expect(states()).toEqual(["unknown"]);
    await deliver(store);
    expect(states()).toEqual(["created"]);
  });

  it("takes no event without a right signature", async () => {
    const { store } = memoryStore();
    expect(await receive(store, Buffer.from("{}"), null, secret)).toBe(401);
  });
});
