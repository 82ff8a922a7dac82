import { getEventListeners, once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { inspect } from "node:util";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { apiKey, caseId, comment, leaksOf, shown } from "../test/canaries.ts";
import { answer, created, refusedUrl, startServer } from "../test/recording-server.ts";
import { failures } from "./generated/contract.gen.ts";
import type { AttemptEvent } from "./hooks.ts";
import { type AddCommentResult, createClient, fromBytes, fromStream } from "./index.ts";

/** What a result shows, without the id of its call. */
function facts(result: AddCommentResult) {
  const { callId, ...shown }: Record<string, unknown> = result.ok ? result : { ...result.error };
  expect(callId).toMatch(/^[0-9a-f-]{36}$/);
  return shown;
}

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
    expect(facts(result)).toEqual({ ok: true, data: created.data });
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

  it("sends nothing of a person that the contract does not know", async () => {
    const { baseUrl, requests } = await startServer();
    const author = { ...comment.author, toJSON: () => "other", birthday: "planted" };
    await createClient({ apiKey, baseUrl }).addComment(caseId, { ...comment, author });
    expect(JSON.parse(requests[0]?.body ?? "").communication).toEqual(comment);
  });

  it.each([500, 404, 201, 202])(
    "does not believe a success under the status %i, and keeps its id",
    async (status) => {
      const { baseUrl, requests } = await startServer((response) => answer(response, status, created));
      const result = await createClient({ apiKey, baseUrl }).addComment(caseId, comment);
      const { commentId } = created.data;
      expect(facts(result)).toEqual({
        kind: "contradictoryResponse",
        delivery: "unknown",
        status,
        commentId,
      });
      expect(requests).toHaveLength(1);
    },
  );

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
    [500, "", "unexpectedStatus", "unknown"],
    [201, "", "unexpectedStatus", "unknown"],
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
    expect(facts(await createClient({ apiKey, baseUrl }).addComment(caseId, comment))).toEqual({
      ok: true,
      data,
    });
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
    // Time enough to send it on a busy machine.
    const result = await createClient({ apiKey, baseUrl, timeout: 2_000 }).addComment(caseId, comment);
    expect(facts(result)).toEqual({ kind: "timeout", delivery: "unknown" });
  });

  it("covers an answer that stalls, and keeps what its status said", async () => {
    const { baseUrl } = await startServer((response) => {
      response.writeHead(403, { "content-length": "100" });
      response.write("{");
    });
    const result = await createClient({ apiKey, baseUrl }).addComment(caseId, comment, { timeout: 2_000 });
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
    const long = { ...comment, text: "planted-text ".repeat(1000) };
    const result = await client.addComment(caseId, long, { signal: controller.signal });
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
    // The first pause is longer than the call may take.
    vi.spyOn(Math, "random").mockReturnValue(1000);
    onTestFinished(() => void vi.restoreAllMocks());
    const client = createClient({ apiKey, baseUrl: refusedUrl, retries: 1000, timeout: 60_000 });
    expect(facts(await client.addComment(caseId, comment))).toEqual({
      kind: "network",
      delivery: "not-sent",
    });
  });
});

describe("an answer that comes early", () => {
  /** Answers as soon as the head and a part of the body are there, and reads no more. */
  async function earlyAnswer(status: number, body: unknown, size = 20_000_000) {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", () => {
        socket.pause();
        socket.write(
          `HTTP/1.1 ${status} Early\r\ncontent-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n${text}`,
        );
      });
      onTestFinished(() => void socket.destroy());
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const events: AttemptEvent[] = [];
    const client = createClient({ apiKey, baseUrl, onEvent: (event) => events.push(event) });
    const attachments = [fromBytes(new Uint8Array(size), shown)];
    const result = await client.addComment(caseId, { ...comment, attachments });
    // An answer is final, whatever it says.
    expect(events).toHaveLength(1);
    return facts(result);
  }

  it.each([500, 503, 408])("proves with %i that no server has the comment", async (status) => {
    expect(await earlyAnswer(status, "")).toMatchObject({
      kind: "unexpectedStatus",
      delivery: "not-sent",
      status,
    });
  });

  it.each([413, 401, 429])("is a refusal with %i", async (status) => {
    expect(await earlyAnswer(status, "")).toMatchObject({ delivery: "rejected", status });
  });

  it("is no success with 200, and its id is kept", async () => {
    const { commentId } = created.data;
    expect(await earlyAnswer(200, created)).toEqual({
      kind: "contradictoryResponse",
      delivery: "unknown",
      status: 200,
      commentId,
    });
    const told = { ...created, data: { ...created.data, commentId: "planted-\u001b[2J" } };
    const client = createClient({
      apiKey,
      environment: "staging",
      fetch: async () => Response.json(told, { status: 202 }),
    });
    const result = await client.addComment(caseId, comment);
    // Only what looks like an id is shown by itself.
    expect(result).toMatchObject({
      error: { kind: "contradictoryResponse", commentId: told.data.commentId },
    });
    const shown = [JSON.stringify(result), inspect(result, { depth: 9, showHidden: true })];
    expect(shown.join()).not.toContain("planted-");
    expect(await earlyAnswer(200, "")).toMatchObject({ kind: "invalidResponse", delivery: "unknown" });
    expect(await earlyAnswer(201, "")).toMatchObject({ kind: "unexpectedStatus", delivery: "unknown" });
  });

  it("outranks a source that fails as it is ended", async () => {
    const controller = new AbortController();
    const client = createClient({
      apiKey,
      environment: "staging",
      fetch: async (_, { body }) => {
        const reader = (body as ReadableStream).getReader();
        await reader.read();
        // Asked for, and never there; its answer is not complete either.
        void reader.read().catch(() => {});
        return new Response(new ReadableStream({ pull: () => new Promise(() => {}) }));
      },
    });
    let fail: (reason: Error) => void;
    const open = () => ({
      [Symbol.asyncIterator]: () => ({
        next: () =>
          new Promise<never>((_, reject) => {
            fail = reject;
          }),
        async return() {
          fail(new Error("ended"));
          setImmediate(() => controller.abort());
          return { done: true as const, value: undefined };
        },
      }),
    });
    const attachments = [fromStream(open, 5, shown)];
    const { signal } = controller;
    expect(facts(await client.addComment(caseId, { ...comment, attachments }, { signal }))).toEqual({
      kind: "aborted",
      delivery: "unknown",
      status: 200,
    });
  });

  it("is taken as it is from a stub that never looks at the body", async () => {
    const client = (status: number, body: unknown) =>
      createClient({ apiKey, environment: "staging", fetch: async () => Response.json(body, { status }) });
    const { ok } = await client(200, created).addComment(caseId, comment);
    expect(ok).toBe(true);
    expect(facts(await client(503, "").addComment(caseId, comment))).toMatchObject({ delivery: "unknown" });
  });
});

function fail(): never {
  throw new Error("planted-");
}

describe("bad neighbours", () => {
  it("may fail in hooks, at once or later", async () => {
    const { baseUrl } = await startServer();
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", note);
    onTestFinished(() => void process.off("unhandledRejection", note));
    const fail = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      throw new Error("hook");
    };
    const client = createClient({ apiKey, baseUrl, onEvent: fail });
    expect((await client.addComment(caseId, comment, { onProgress: fail })).ok).toBe(true);
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(unhandled).toEqual([]);
  });

  it.each([
    ["signal", {}],
    ["onProgress", 5],
    ["timeout", "1000"],
    ["headers", { "cv-api-key": "other" }],
    ["headers", { Authorization: "x" }],
    ["headers", { "content-length": "1" }],
    ["headers", { "Transfer-Encoding": "chunked" }],
    ["headers", { "x-trace": "a\r\nb: c" }],
    ["headers", { "x trace": "a" }],
    ["headers", { "Keep-Alive": "a" }],
    ["headers", { upgrade: "h2c" }],
    ["headers", { te: "trailers" }],
    ["headers", { trailer: "x-sum" }],
    ["headers", { "proxy-authorization": "Basic YTpi" }],
    ["headers", { "Proxy-Connection": "close" }],
    ["headers", { "set-cookie": "a=b" }],
    ["headers", { "x-trace": 5 }],
    ["headers", new Headers({ "x-trace": "a" })],
    ["headers", new Map([["x-trace", "a"]])],
    ["headers", null],
    ["headers", "x-trace: a"],
  ])("may give an option %s that can't be meant: %j", async (option, value) => {
    const { baseUrl, requests } = await startServer();
    const result = await createClient({ apiKey, baseUrl }).addComment(caseId, comment, {
      [option]: value,
    } as never);
    expect(facts(result)).toMatchObject({
      kind: "invalidInput",
      delivery: "not-sent",
      issues: [{ path: `/${option}`, code: "unusable" }],
    });
    expect(requests).toHaveLength(0);
  });

  it("may give a signal that takes or gives back no listener", async () => {
    const { baseUrl, requests } = await startServer();
    const listen = { aborted: false, addEventListener: () => {}, removeEventListener: () => {} };
    for (const broken of [
      { addEventListener: fail },
      { removeEventListener: fail },
      { removeEventListener: 5 },
    ]) {
      const signal = { ...listen, ...broken } as never;
      const result = await createClient({ apiKey, baseUrl }).addComment(caseId, comment, { signal });
      expect(facts(result)).toEqual({ ok: true, data: created.data });
    }
    expect(requests).toHaveLength(3);
  });

  it("may give no signal by null", async () => {
    const { baseUrl } = await startServer();
    const { ok } = await createClient({ apiKey, baseUrl }).addComment(caseId, comment, { signal: null });
    expect(ok).toBe(true);
  });

  it("may have getters that throw", async () => {
    const { baseUrl, requests } = await startServer();
    const lazy = {
      get text(): never {
        throw new Error("planted-");
      },
    };
    const client = createClient({ apiKey, baseUrl });
    for (const call of [
      () => client.addComment(caseId, { ...comment, author: lazy as never, attachments: [] }),
      () => client.addComment(caseId, lazy as never),
      () => client.addComment(caseId, comment, { headers: new Proxy({}, { ownKeys: () => lazy.text }) }),
      () => {
        const signal = Object.defineProperty(new EventTarget(), "aborted", { get: () => lazy.text });
        return client.addComment(caseId, comment, { signal: signal as AbortSignal });
      },
    ]) {
      const result = await call();
      expect(result).toMatchObject({ ok: false, error: { kind: "invalidInput", delivery: "not-sent" } });
      expect(leaksOf(JSON.stringify(result))).toEqual([]);
    }
    expect(requests).toHaveLength(0);
  });

  it("may give no options by null", async () => {
    const { baseUrl } = await startServer();
    expect((await createClient({ apiKey, baseUrl }).addComment(caseId, comment, null as never)).ok).toBe(
      true,
    );
  });

  it.each<[string, unknown, object]>([
    ["nothing", undefined, { kind: "network", delivery: "unknown" }],
    ["a status alone", { status: 404 }, { kind: "unrecognizedRejection", status: 404 }],
    ["a status of 200 alone", { status: 200 }, { kind: "invalidResponse", status: 200 }],
    ["a body that is a text", { status: 200, body: "text" }, { kind: "invalidResponse", status: 200 }],
    ["a body of texts", { status: 500, body: ["text"].values() }, { kind: "unexpectedStatus", status: 500 }],
    ["headers that are an object", { status: 404, headers: {} }, { kind: "unrecognizedRejection" }],
    [
      "headers that can't be read",
      { status: 503, headers: { get: () => fail() } },
      { kind: "unexpectedStatus", delivery: "unknown" },
    ],
    [
      "headers that are no texts",
      { status: 404, headers: { get: () => Symbol("planted-") } },
      { kind: "unrecognizedRejection" },
    ],
    [
      "headers that can't be had",
      Object.defineProperty({ status: 404 }, "headers", { get: fail }),
      { kind: "unrecognizedRejection" },
    ],
    [
      "a body that can't be had",
      Object.defineProperty({ status: 404 }, "body", { get: fail }),
      { kind: "unrecognizedRejection" },
    ],
  ])("may bring a fetch whose response is %s, after the comment was posted", async (_, response, error) => {
    const client = createClient({
      apiKey,
      environment: "staging",
      fetch: async (_url, { body }) => {
        await new Response(body).arrayBuffer();
        return response as Response;
      },
    });
    const result = await client.addComment(caseId, comment);
    expect(result).toMatchObject({ ok: false, error });
    if (!result.ok) expect(result.error.responseHeader("date")).toBeUndefined();
  });

  it("may bring a fetch whose response is read by iteration", async () => {
    const client = createClient({
      apiKey,
      environment: "staging",
      fetch: async (_url, { body }) => {
        await new Response(body).arrayBuffer();
        const text = JSON.stringify(created);
        const half = text.length / 2;
        async function* pieces() {
          yield Buffer.from(text.slice(0, half));
          yield Buffer.from(text.slice(half));
        }
        return { status: 200, headers: new Headers(), body: pieces() } as never;
      },
    });
    expect(facts(await client.addComment(caseId, comment))).toEqual({ ok: true, data: created.data });
  });

  it("may leave a source stalled, which is ended with the call", async () => {
    const { baseUrl } = await startServer();
    const ended: string[] = [];
    let controller = new AbortController();
    // From here on it never says anything, and the call ends.
    const stall = () => {
      controller.abort();
      return new Promise<never>(() => {});
    };
    const stream = () =>
      new ReadableStream<Uint8Array>(
        { pull: stall, cancel: () => void ended.push("stream") },
        { highWaterMark: 0 },
      );
    const iterable = () => ({
      [Symbol.asyncIterator]: () => ({
        next: stall,
        async return() {
          ended.push("iterable");
          return { done: true as const, value: undefined };
        },
      }),
    });
    for (const open of [stream, iterable]) {
      const attachments = [fromStream(open, 5, shown)];
      controller = new AbortController();
      const { signal } = controller;
      const client = createClient({ apiKey, baseUrl });
      const result = await client.addComment(caseId, { ...comment, attachments }, { signal });
      expect(facts(result)).toMatchObject({ kind: "aborted", delivery: "not-sent" });
    }
    expect(ended).toEqual(["stream", "iterable"]);
  });

  it("may hand over what is no bytes, which would arrive as something else", async () => {
    const { baseUrl, requests } = await startServer();
    for (const chunk of [Uint16Array.of(1, 2), "text", { length: 4 }, new DataView(new ArrayBuffer(4))]) {
      const open = async function* () {
        yield chunk as Uint8Array;
      };
      const attachments = [fromStream(open, 4, shown)];
      const result = await createClient({ apiKey, baseUrl }).addComment(caseId, { ...comment, attachments });
      expect(facts(result)).toMatchObject({ issues: [{ path: "/attachments/0/content", code: "type" }] });
    }
    expect(requests).toHaveLength(0);
  });

  it("may share one signal among many calls, without a warning", async () => {
    const { baseUrl } = await startServer();
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on("warning", note);
    onTestFinished(() => void process.off("warning", note));
    const { signal } = new AbortController();
    const client = createClient({ apiKey, baseUrl });
    const calls = Array.from({ length: 30 }, () => client.addComment(caseId, comment, { signal }));
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    await Promise.all(calls);
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
    await new Promise((resolve) => setImmediate(resolve));
    expect(warnings).toEqual([]);
  });

  it("may bring a fetch that makes a text of a stream", async () => {
    const requests: string[] = [];
    const events: AttemptEvent[] = [];
    const client = createClient({
      apiKey,
      environment: "staging",
      onEvent: (event) => events.push(event),
      // As node-fetch does.
      fetch: async (_, { body }) => {
        requests.push(String(body));
        return Response.json(created);
      },
    });
    const result = await client.addComment(caseId, comment);
    expect(facts(result)).toEqual({ kind: "unsupportedFetch", delivery: "not-sent" });
    expect(requests).toEqual([]);
    expect(events).toHaveLength(1);
  });
});

describe("what helps to find out what happened", () => {
  it("is one id for the call, on its result, its events and its error", async () => {
    const events: AttemptEvent[] = [];
    const client = createClient({ apiKey, baseUrl: refusedUrl, onEvent: (event) => events.push(event) });
    const result = await client.addComment(caseId, comment);
    const ids = new Set([...events.map(({ callId }) => callId), !result.ok && result.error.callId]);
    expect(events.length).toBeGreaterThan(1);
    expect(ids.size).toBe(1);
  });

  it("are headers of the answer, for those who ask", async () => {
    const { baseUrl } = await startServer((response) =>
      answer(response, 503, "", { "x-request-id": `planted-${caseId}` }),
    );
    const result = await createClient({ apiKey, baseUrl }).addComment(caseId, comment);
    expect(!result.ok && result.error.responseHeader("X-Request-Id")).toBe(`planted-${caseId}`);
    expect(leaksOf(inspect(result, { showHidden: true, depth: 9 }))).toEqual([]);
  });

  it("is what the key's function threw, for those who ask", async () => {
    const reason = new Error("planted-key");
    const client = createClient({ apiKey: () => Promise.reject(reason), environment: "staging" });
    const result = await client.addComment(caseId, comment);
    expect(!result.ok && result.error.reason()).toBe(reason);
    expect(leaksOf(inspect(result, { showHidden: true, depth: 9 }))).toEqual([]);
  });

  it("are headers of one's own, and the name of the package unless it is not wanted", async () => {
    const { baseUrl, requests } = await startServer();
    const headers = { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };
    await createClient({ apiKey, baseUrl }).addComment(caseId, comment, { headers });
    await createClient({ apiKey, baseUrl, userAgent: false }).addComment(caseId, comment);
    const [with_, without] = requests;
    expect(with_?.headers).toMatchObject({ ...headers, "cv-api-key": apiKey });
    expect(with_?.headers["user-agent"]).toBe(`case-comments-client/${manifest.version}`);
    expect(without?.headers["user-agent"]).not.toContain("case-comments");
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
    expect(facts(result)).toEqual({ kind: "apiKeyUnavailable", delivery: "not-sent" });
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
