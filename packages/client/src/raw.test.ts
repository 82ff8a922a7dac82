import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { apiKey, caseId, comment, leaksOf } from "../test/canaries.ts";
import { answer, created, refusedUrl, startServer } from "../test/recording-server.ts";
import { createRawClient } from "./raw.ts";

const body = { action: "ADD_COMMUNICATION" as const, communication: comment };
const path = "/api/v1/cases/{caseId}";
const params = { path: { caseId } };

describe("raw", () => {
  it("has the types of the contract, and the key and the exact length of addComment", async () => {
    const { baseUrl, requests } = await startServer();
    const { data, error, response } = await createRawClient({ apiKey, baseUrl }).POST(path, {
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
    const { error } = await createRawClient({ apiKey, baseUrl }).POST(path, { params, body });
    expect(error).toEqual(refusal);
  });

  it("gives an answer without a body", async () => {
    const { baseUrl } = await startServer((response) => response.writeHead(304).end());
    const { response } = await createRawClient({ apiKey, baseUrl }).POST(path, { params, body });
    expect(response.status).toBe(304);
  });

  it.each([
    ["dots in the path", { params: { path: { caseId: ".." } } }],
    ["another server", { params, baseUrl: "http://127.0.0.1:1" }],
    ["another path of the server", { params, baseUrl: "http://127.0.0.1:1/api/../.." }],
  ])("does not take the key elsewhere by %s", async (_, change) => {
    const { baseUrl, requests } = await startServer();
    const raw = createRawClient({ apiKey, baseUrl });
    await expect(raw.POST(path, { body, ...change })).rejects.toThrow("The request leaves the API");
    expect(requests).toHaveLength(0);
  });

  it("follows no redirect, even if told to", async () => {
    const { baseUrl: elsewhere, requests } = await startServer();
    const { baseUrl } = await startServer((response) => {
      response.writeHead(307, { location: elsewhere }).end();
    });
    const raw = createRawClient({ apiKey, baseUrl });
    await expect(raw.POST(path, { params, body, redirect: "follow" })).rejects.toMatchObject({
      kind: "network",
    });
    expect(requests).toHaveLength(0);
  });

  it("rejects with a verdict that quotes nothing", async () => {
    const refused = createRawClient({ apiKey, baseUrl: refusedUrl });
    await expect(refused.POST(path, { params, body })).rejects.toMatchObject({ delivery: "not-sent" });
    const { baseUrl } = await startServer((response) => answer(response, 200, "planted-answer"));
    const unreadable = createRawClient({ apiKey, baseUrl });
    const error = await unreadable.POST(path, { params, body }).catch((reason) => reason);
    expect(error).toMatchObject({ kind: "invalidResponse", delivery: "unknown", status: 200 });
    expect(leaksOf(inspect(error, { showHidden: true }))).toEqual([]);
  });

  it("heeds the timeout, the signal and the key's function", async () => {
    const { baseUrl } = await startServer(() => {});
    const slow = createRawClient({ apiKey, baseUrl, timeout: 50 });
    await expect(slow.POST(path, { params, body })).rejects.toMatchObject({ kind: "timeout" });
    const signal = AbortSignal.abort();
    await expect(slow.POST(path, { params, body, signal })).rejects.toMatchObject({ kind: "aborted" });
    const keyless = createRawClient({ apiKey: () => "", baseUrl });
    await expect(keyless.POST(path, { params, body })).rejects.toMatchObject({ kind: "apiKeyUnavailable" });
  });

  it("sends JSON objects and arrays only, for their last byte tells whether they were sent", async () => {
    const { baseUrl, requests } = await startServer();
    const raw = createRawClient({ apiKey, baseUrl });
    const send = (json: string) => raw.POST(path, { params, body, bodySerializer: () => json });
    await expect(send("17")).rejects.toThrow("must be a JSON object or array");
    await expect(send("")).rejects.toThrow("must be a JSON object or array");
    await send("[]");
    expect(requests.map(({ body }) => body)).toEqual(["[]"]);
  });
});

describe("raw, without a body", () => {
  // What a contract with more operations would allow.
  const anyPath = (raw: ReturnType<typeof createRawClient>) =>
    raw as unknown as Record<
      "GET" | "DELETE",
      (path: string, options?: object) => Promise<{ data?: unknown; error?: unknown; response: Response }>
    >;

  it("gets and deletes, with the key and the query", async () => {
    const { baseUrl, requests } = await startServer((response, { method }) =>
      method === "DELETE" ? response.writeHead(204).end() : answer(response, 200, []),
    );
    const raw = anyPath(createRawClient({ apiKey, baseUrl }));
    const got = await raw.GET("/api/v1/cases/{caseId}/comments", {
      params: { ...params, query: { limit: 5 } },
    });
    expect(got).toMatchObject({ data: [] });
    const deleted = await raw.DELETE("/api/v1/cases/{caseId}/comments/7", { params });
    expect(deleted.response.status).toBe(204);
    expect(
      requests.map(({ method, url, headers, body }) => [method, url, headers["cv-api-key"], body]),
    ).toEqual([
      ["GET", `/api/v1/cases/${caseId}/comments?limit=5`, apiKey, ""],
      ["DELETE", `/api/v1/cases/${caseId}/comments/7`, apiKey, ""],
    ]);
    for (const { headers } of requests) {
      expect(headers).not.toHaveProperty("transfer-encoding");
      expect(headers).not.toHaveProperty("content-type");
    }
  });

  it("can't say that a request was not sent, for it is whole when it begins", async () => {
    const { baseUrl, requests } = await startServer((response) => response.destroy());
    const raw = anyPath(createRawClient({ apiKey, baseUrl }));
    await expect(raw.DELETE("/api/v1/cases/7")).rejects.toMatchObject({
      kind: "network",
      delivery: "unknown",
    });
    expect(requests).toHaveLength(1);
    await expect(raw.DELETE("/api/v1/cases/7", { signal: AbortSignal.abort() })).rejects.toMatchObject({
      kind: "aborted",
      delivery: "not-sent",
    });
    expect(requests).toHaveLength(1);
  });
});
