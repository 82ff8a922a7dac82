import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { apiKey, caseId, comment, shown } from "../test/canaries.ts";
import { answer, created, refusedUrl, startServer } from "../test/recording-server.ts";
import { failures } from "./generated/contract.gen.ts";
import type { AttemptEvent } from "./hooks.ts";
import { createClient, fromBytes, fromStream } from "./index.ts";

const facts = (result: Awaited<ReturnType<ReturnType<typeof createClient>["addComment"]>>) =>
  result.ok ? result : { ...result.error };

const failure = (status: number, error: string) => ({
  status,
  success: false,
  message: "Invalid request",
  error,
});

describe("addComment", () => {
  it("posts exactly what the contract wants, and gives the new comment", async () => {
    const { baseUrl, requests } = await startServer();
    const result = await createClient({ apiKey, baseUrl: `${baseUrl}/proxy/` }).addComment(caseId, {
      ...comment,
      webhookNotify: false,
      taggedUsers: [{ email: "a@clinic.example" }],
      attachments: [fromBytes(Buffer.from("%PDF"), shown)],
    });
    expect(result).toEqual({ ok: true, data: created.data });
    expect(requests).toHaveLength(1);
    const [request] = requests;
    expect(request?.method).toBe("POST");
    expect(request?.url).toBe(`/proxy/api/v1/cases/${caseId}`);
    expect(request?.headers).toMatchObject({
      "cv-api-key": apiKey,
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(request?.body ?? "")),
    });
    expect(request?.headers).not.toHaveProperty("transfer-encoding");
    expect(JSON.parse(request?.body ?? "")).toEqual({
      action: "ADD_COMMUNICATION",
      communication: {
        ...comment,
        webhookNotify: false,
        taggedUsers: [{ email: "a@clinic.example" }],
        attachments: [{ ...shown, content: "JVBERg==" }],
      },
    });
  });

  it("sends nothing that the contract does not know", async () => {
    const { baseUrl, requests } = await startServer();
    const extra = { ...comment, toJSON: () => "other", internal: "note" };
    await createClient({ apiKey, baseUrl }).addComment(caseId, extra);
    expect(JSON.parse(requests[0]?.body ?? "").communication).toEqual(comment);
  });

  it.each<{ kind: string; status: number; error: string; field?: string }>(failures.addCaseComment)(
    "names $kind by $status and $error",
    async ({ kind, status, error, field }) => {
      const { baseUrl } = await startServer((response) => answer(response, status, failure(status, error)));
      const result = await createClient({ apiKey, baseUrl }).addComment(caseId, comment);
      expect(facts(result)).toEqual({ kind, status, delivery: "rejected", ...(field && { field }) });
    },
  );

  it.each([
    [400, failure(400, "A text nobody knows"), "unrecognizedRejection", "rejected"],
    [404, "<html>", "unrecognizedRejection", "rejected"],
    [404, "null", "unrecognizedRejection", "rejected"],
    [413, "", "unrecognizedRejection", "rejected"],
    [403, failure(403, "Invalid action"), "unrecognizedRejection", "rejected"],
    [408, failure(400, "Invalid action"), "unexpectedStatus", "unknown"],
    [500, created, "unexpectedStatus", "unknown"],
    [201, created, "unexpectedStatus", "unknown"],
    [204, "", "unexpectedStatus", "unknown"],
    [200, "", "invalidResponse", "unknown"],
    [200, "{", "invalidResponse", "unknown"],
    [200, "[]", "invalidResponse", "unknown"],
    [200, { ...created, success: false }, "invalidResponse", "unknown"],
    [200, { ...created, status: 500 }, "invalidResponse", "unknown"],
    [200, { ...created, data: null }, "invalidResponse", "unknown"],
    [200, { ...created, data: { ...created.data, commentId: "" } }, "invalidResponse", "unknown"],
    [200, { ...created, data: { commentId: "17" } }, "invalidResponse", "unknown"],
    [200, { ...created, more: "x".repeat(64 * 1024) }, "invalidResponse", "unknown"],
  ])("takes %i with %j for %s, %s", async (status, body, kind, delivery) => {
    const { baseUrl, requests } = await startServer((response) => answer(response, status, body));
    const result = await createClient({ apiKey, baseUrl }).addComment(caseId, comment);
    expect(facts(result)).toEqual({ kind, status, delivery });
    expect(requests).toHaveLength(1);
  });

  it("passes on how long to wait, in milliseconds, and does not wait itself", async () => {
    const { baseUrl, requests } = await startServer((response) =>
      answer(response, 429, "", { "retry-after": "7" }),
    );
    const result = await createClient({ apiKey, baseUrl }).addComment(caseId, comment);
    expect(facts(result)).toMatchObject({ status: 429, delivery: "rejected", retryAfter: 7000 });
    expect(requests).toHaveLength(1);
  });

  it.each([
    [404, "unrecognizedRejection", "rejected"],
    [200, "invalidResponse", "unknown"],
    [503, "unexpectedStatus", "unknown"],
  ])("takes a %i that breaks off for %s, %s", async (status, kind, delivery) => {
    const { baseUrl } = await startServer((response) => {
      response.writeHead(status, { "content-length": "100" });
      response.write("{", () => response.destroy());
    });
    const result = await createClient({ apiKey, baseUrl }).addComment(caseId, comment);
    expect(facts(result)).toEqual({ kind, status, delivery });
  });

  it("is lenient with the form of the new comment's id and date", async () => {
    const data = { commentId: "17", createdAt: "yesterday" };
    const { baseUrl } = await startServer((response) => answer(response, 200, { ...created, data }));
    expect(await createClient({ apiKey, baseUrl }).addComment(caseId, comment)).toEqual({ ok: true, data });
  });
});

describe("retries", () => {
  it("tries again what was not sent, opens sources again, and tells of every attempt", async () => {
    const { baseUrl, requests } = await startServer();
    const events: AttemptEvent[] = [];
    let failuresLeft = 2;
    let opened = 0;
    const open = async function* () {
      opened += 1;
      yield Buffer.from("planted-content");
    };
    const client = createClient({
      apiKey,
      baseUrl,
      onEvent: (event) => events.push(event),
      fetch: async (url, init) => {
        failuresLeft -= 1;
        // A part of the file goes out, but never the closing brace.
        if (failuresLeft >= 0) {
          const reader = (init.body as ReadableStream).getReader();
          await reader.read();
          await reader.read();
          throw new Error("lost");
        }
        return fetch(url, init);
      },
    });
    const attachments = [fromStream(open, "planted-content".length, shown)];
    const result = await client.addComment(caseId, { ...comment, attachments });
    expect(result.ok).toBe(true);
    expect(requests).toHaveLength(1);
    expect(opened).toBe(3);
    expect(
      events.map(({ attempt, kind, delivery, status }) => ({ attempt, kind, delivery, status })),
    ).toEqual([
      { attempt: 1, kind: "network", delivery: "not-sent", status: undefined },
      { attempt: 2, kind: "network", delivery: "not-sent", status: undefined },
      { attempt: 3, kind: undefined, delivery: undefined, status: 200 },
    ]);
    expect(new Set(events.map(({ callId }) => callId)).size).toBe(1);
    expect(events[0]?.retryIn).toBeLessThanOrEqual(400);
    expect(events[2]?.sentBytes).toBe(Number(requests[0]?.headers["content-length"]));
  });

  it("gives up after as many retries as it may make", async () => {
    const events: AttemptEvent[] = [];
    const client = createClient({
      apiKey,
      baseUrl: refusedUrl,
      retries: 1,
      onEvent: (event) => events.push(event),
    });
    expect(facts(await client.addComment(caseId, comment))).toEqual({
      kind: "network",
      delivery: "not-sent",
    });
    expect(events).toHaveLength(2);
  });

  it("never repeats what a server may have had", async () => {
    const { baseUrl, requests } = await startServer((response) => response.destroy());
    const result = await createClient({ apiKey, baseUrl }).addComment(caseId, comment);
    expect(facts(result)).toEqual({ kind: "network", delivery: "unknown" });
    expect(requests).toHaveLength(1);
  });

  it("survives hooks that throw", async () => {
    const { baseUrl } = await startServer();
    const fail = () => {
      throw new Error("hook");
    };
    const client = createClient({ apiKey, baseUrl, onEvent: fail });
    expect((await client.addComment(caseId, comment, { onProgress: fail })).ok).toBe(true);
  });
});

describe("the end of a call", () => {
  it("is over when the time is up, whatever the server does", async () => {
    const { baseUrl } = await startServer(() => {});
    const result = await createClient({ apiKey, baseUrl, timeout: 50 }).addComment(caseId, comment);
    expect(facts(result)).toEqual({ kind: "timeout", delivery: "unknown" });
  });

  it("covers an answer that stalls, and keeps what its status said", async () => {
    const { baseUrl } = await startServer((response) => {
      response.writeHead(403, { "content-length": "100" });
      response.write("{");
    });
    const result = await createClient({ apiKey, baseUrl }).addComment(caseId, comment, { timeout: 200 });
    expect(facts(result)).toEqual({ kind: "timeout", delivery: "rejected", status: 403 });
  });

  it("takes the verdict at once, and lets nothing out after it", async () => {
    let reader: ReadableStreamDefaultReader | undefined;
    const controller = new AbortController();
    const client = createClient({
      apiKey,
      baseUrl: "http://127.0.0.1",
      // A `fetch` that doesn't heed the signal, and goes on pulling.
      fetch: async (_url, { body }) => {
        reader = (body as ReadableStream).getReader();
        await reader.read();
        controller.abort();
        return new Promise(() => {});
      },
    });
    const result = await client.addComment(caseId, comment, { signal: controller.signal });
    expect(facts(result)).toEqual({ kind: "aborted", delivery: "not-sent" });
    await expect(reader?.read()).rejects.toThrow("The call is over");
  });

  it("makes no request if the signal has aborted already", async () => {
    let requests = 0;
    const client = createClient({
      apiKey,
      environment: "staging",
      fetch: async () => {
        requests += 1;
        return new Response();
      },
    });
    const result = await client.addComment(caseId, comment, { signal: AbortSignal.abort() });
    expect(facts(result)).toEqual({ kind: "aborted", delivery: "not-sent" });
    expect(requests).toBe(0);
  });

  it("stops an upload whose answer came early", async () => {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      // It refuses at once, reads no more, and leaves the connection open.
      socket.once("data", () => {
        socket.pause();
        socket.write("HTTP/1.1 413 Content Too Large\r\ncontent-length: 0\r\n\r\n");
      });
      onTestFinished(() => void socket.destroy());
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    let signal: AbortSignal | null | undefined;
    const client = createClient({
      apiKey,
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      fetch: (url, init) => {
        signal = init.signal;
        return fetch(url, init);
      },
    });
    const attachments = [fromBytes(new Uint8Array(20_000_000), shown)];
    const result = await client.addComment(caseId, { ...comment, attachments });
    expect(facts(result)).toMatchObject({ status: 413, delivery: "rejected" });
    expect(signal?.aborted).toBe(true);
  });

  it("ends a pause between attempts", async () => {
    const controller = new AbortController();
    const client = createClient({
      apiKey,
      baseUrl: refusedUrl,
      retries: 100,
      onEvent: ({ retryIn }) => {
        if (retryIn && retryIn > 100) controller.abort();
      },
    });
    const result = await client.addComment(caseId, comment, { signal: controller.signal });
    expect(facts(result)).toEqual({ kind: "aborted", delivery: "not-sent" });
  });

  it("does not wait for a retry for which there is no time", async () => {
    const client = createClient({ apiKey, baseUrl: refusedUrl, retries: 1000, timeout: 1000 });
    expect(facts(await client.addComment(caseId, comment))).toEqual({
      kind: "network",
      delivery: "not-sent",
    });
  });
});

describe("the API key", () => {
  it("is asked for at each call", async () => {
    const { baseUrl, requests } = await startServer();
    const keys = ["one", "two"];
    const client = createClient({ apiKey: async () => keys.shift() ?? "", baseUrl });
    await client.addComment(caseId, comment);
    await client.addComment(caseId, comment);
    expect(requests.map(({ headers }) => headers["cv-api-key"])).toEqual(["one", "two"]);
  });

  it.each([
    ["is empty", () => ""],
    ["holds a line break", () => "key\n"],
    ["is not text", () => 5 as never],
    ["can't be had", () => Promise.reject(new Error("planted-key"))],
    [
      "makes its function throw",
      () => {
        throw new Error("planted-key");
      },
    ],
  ])("is refused before the wire if it %s", async (_, key) => {
    const { baseUrl, requests } = await startServer();
    const result = await createClient({ apiKey: key, baseUrl }).addComment(caseId, comment);
    expect(facts(result)).toMatchObject({
      kind: "invalidInput",
      delivery: "not-sent",
      issues: [{ path: "/apiKey", code: "unusable" }],
    });
    expect(requests).toHaveLength(0);
  });

  it("is waited for no longer than the call may take", async () => {
    const client = createClient({ apiKey: () => new Promise(() => {}), environment: "staging", timeout: 20 });
    expect(facts(await client.addComment(caseId, comment))).toEqual({
      kind: "timeout",
      delivery: "not-sent",
    });
  });
});
