import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { apiKey, caseId, comment, leaksOf } from "../testing/patient.ts";
import { answer, created, refusedUrl, startServer } from "../testing/recording-server.ts";
import { createClient } from "./index.ts";

const body = { action: "ADD_COMMUNICATION" as const, communication: comment };
const path = "/api/v1/cases/{caseId}";
const params = { path: { caseId } };

describe("raw", () => {
  it("has the types of the contract, and the key and the exact length of addComment", async () => {
    const { baseUrl, requests } = await startServer();
    const { data, error, response } = await createClient({ apiKey, baseUrl }).raw.POST(path, {
      params,
      body,
    });
    expect({ data, error, status: response.status }).toEqual({
      data: created,
      error: undefined,
      status: 200,
    });
    expect(data?.data.commentId).toBe(created.data.commentId);
    expect(JSON.parse(requests[0]?.body ?? "")).toEqual(body);
    expect(requests[0]?.headers).toMatchObject({
      "cv-api-key": apiKey,
      "content-length": String(Buffer.byteLength(requests[0]?.body ?? "")),
    });
  });

  it("gives a refusal as it is", async () => {
    const refusal = { status: 404, success: false, message: "Invalid request", error: "no" };
    const { baseUrl } = await startServer((response) => answer(response, 404, refusal));
    const { error } = await createClient({ apiKey, baseUrl }).raw.POST(path, { params, body });
    expect(error).toEqual(refusal);
  });

  it("gives an answer without a body", async () => {
    const { baseUrl } = await startServer((response) => response.writeHead(304).end());
    const { response } = await createClient({ apiKey, baseUrl }).raw.POST(path, { params, body });
    expect(response.status).toBe(304);
  });

  it.each([
    ["dots in the path", { params: { path: { caseId: ".." } } }],
    ["another server", { params, baseUrl: "http://127.0.0.1:1" }],
    ["another path of the server", { params, baseUrl: "http://127.0.0.1:1/api/../.." }],
  ])("does not take the key elsewhere by %s", async (_, change) => {
    const { baseUrl, requests } = await startServer();
    const { raw } = createClient({ apiKey, baseUrl });
    await expect(raw.POST(path, { body, ...change })).rejects.toThrow("The request leaves the API");
    expect(requests).toHaveLength(0);
  });

  it("follows no redirect, even if told to", async () => {
    const { baseUrl: elsewhere, requests } = await startServer();
    const { baseUrl } = await startServer((response) => {
      response.writeHead(307, { location: elsewhere }).end();
    });
    const { raw } = createClient({ apiKey, baseUrl });
    await expect(raw.POST(path, { params, body, redirect: "follow" })).rejects.toMatchObject({
      kind: "network",
    });
    expect(requests).toHaveLength(0);
  });

  it("rejects with a verdict that quotes nothing", async () => {
    const refused = createClient({ apiKey, baseUrl: refusedUrl });
    await expect(refused.raw.POST(path, { params, body })).rejects.toMatchObject({ delivery: "not-sent" });
    const { baseUrl } = await startServer((response) => answer(response, 200, "planted-answer"));
    const unreadable = createClient({ apiKey, baseUrl });
    const error = await unreadable.raw.POST(path, { params, body }).catch((reason) => reason);
    expect(error).toMatchObject({ kind: "invalidResponse", delivery: "unknown", status: 200 });
    expect(leaksOf(inspect(error, { showHidden: true }))).toEqual([]);
  });

  it("heeds the timeout, the signal and the key's function", async () => {
    const { baseUrl } = await startServer(() => {});
    const slow = createClient({ apiKey, baseUrl, timeout: 50 });
    await expect(slow.raw.POST(path, { params, body })).rejects.toMatchObject({ kind: "timeout" });
    const signal = AbortSignal.abort();
    await expect(slow.raw.POST(path, { params, body, signal })).rejects.toMatchObject({ kind: "aborted" });
    const keyless = createClient({ apiKey: () => "", baseUrl });
    await expect(keyless.raw.POST(path, { params, body })).rejects.toMatchObject({ kind: "invalidInput" });
  });

  it("sends JSON objects only, for their last brace tells whether they were sent", async () => {
    const { baseUrl } = await startServer();
    const { raw } = createClient({ apiKey, baseUrl });
    const bodySerializer = () => "[]";
    await expect(raw.POST(path, { params, body, bodySerializer })).rejects.toThrow("must be a JSON object");
  });
});
