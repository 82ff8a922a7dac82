import { once } from "node:events";
import { connect } from "node:net";
import { contract } from "@case-comments/contract";
import type { Exchange } from "@case-comments/contract-server";
import { afterEach, describe, expect, it } from "vitest";
import { createMock, type MockSettings } from "./create-mock.ts";
import operations from "./engine/operations.gen.json" with { type: "json" };
import type { PrismOperation } from "./engine/prism-engine.ts";

const path = "/api/v1/cases/7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
const running: ReturnType<typeof createMock>[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((mock) => mock.close(0)));
});

async function start(settings: Partial<MockSettings> = {}) {
  const exchanges: Exchange[] = [];
  const mock = createMock({
    contract,
    operations: operations as unknown as PrismOperation[],
    onExchange: (exchange) => exchanges.push(exchange),
    ...settings,
  });
  running.push(mock);
  const { url, port } = await mock.listen(0, "127.0.0.1");
  return { url, port, exchanges };
}

/** Sends a text and gives everything that comes back until the connection ends. */
async function conversation(port: number, text: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let received = "";
  socket.on("data", (chunk) => {
    received += chunk;
  });
  socket.write(text);
  await once(socket, "end");
  return received;
}

describe("a request that takes too long to arrive", () => {
  const timeouts = { headers: 150, body: 300, answer: 60_000 };
  const head = `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n`;

  it.for([
    ["in its first line", "POST /api"],
    ["in its headers", head],
    ["in its body", `${head}\r\n{"action":`],
    ["in its chunks", `POST ${path} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab`],
  ] as const)("%s is answered, and its connection ends", async ([, text]) => {
    const { port, exchanges } = await start({ timeouts });
    const received = await conversation(port, text);
    expect(received).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(received).toMatch(/connection: close/i);
    expect(JSON.parse(received.split("\r\n\r\n")[1] ?? "")).toMatchObject({ status: 408, success: false });
    expect(exchanges).toMatchObject([{ status: 408, response: "timeout" }]);
  });

  it("comes after the answer to the one before it", async () => {
    const { port } = await start({ timeouts });
    const received = await conversation(port, "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\nPOST /api");
    expect(received.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 408"]);
  });
});

describe("a client that ends its half of the connection", () => {
  it("gets the answer that is still due, and then the end", async () => {
    const { port } = await start({ delay: 50 });
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    let received = "";
    socket.on("data", (chunk) => {
      received += chunk;
    });
    socket.end(`POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}`);
    await once(socket, "close");
    expect(received).toMatch(/^HTTP\/1\.1 415 /);
  });
});

describe("closing", () => {
  it("lets an answer that is due be the last of its connection", async () => {
    const { port } = await start({ delay: 30 });
    const socket = connect(port, "127.0.0.1");
    let received = "";
    socket.on("data", (chunk) => {
      received += chunk;
    });
    const head = `POST ${path} HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\n`;
    socket.write(head);
    await once(socket, "data");
    const closed = running[0]?.close(3_600_000);
    socket.write("{}");
    await once(socket, "end");
    await closed;
    expect(received).toMatch(/^HTTP\/1\.1 415 .*$/m);
    expect(received).toMatch(/^connection: close\r$/im);
  });

  it("does not wait for an answer that a fault withholds", async () => {
    const { port, exchanges } = await start();
    const socket = connect(port, "127.0.0.1");
    socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\nprefer: fault=stall\r\ncontent-length: 0\r\n\r\n`);
    while (exchanges.length === 0) await new Promise(setImmediate);
    await running[0]?.close(3_600_000);
    await once(socket, "close");
  });
});

describe("an answer to a browser", () => {
  const origin = "https://desk.example";

  it("may be read by pages of any origin", async () => {
    const { url } = await start();
    for (const method of ["POST", "GET"]) {
      const { headers } = await fetch(url + path, { method, headers: { origin } });
      expect(headers.get("access-control-allow-origin")).toBe("*");
      // Without this, a page could not read the hint.
      expect(headers.get("access-control-expose-headers")).toBe("*");
    }
    const { headers } = await fetch(url + path, { method: "POST" });
    expect(headers.has("access-control-allow-origin")).toBe(false);
  });

  it("allows in advance what the contract takes", async () => {
    const { url } = await start();
    const asked = {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "cv-api-key, prefer",
    };
    const { status, headers } = await fetch(url + path, { method: "OPTIONS", headers: asked });
    expect(status).toBe(204);
    expect(Object.fromEntries(headers)).toMatchObject({
      allow: "POST, OPTIONS",
      "access-control-allow-origin": "*",
      "access-control-allow-methods": "POST, OPTIONS",
      "access-control-allow-headers": "cv-api-key, prefer",
    });
    expect((await fetch(`${url}/elsewhere`, { method: "OPTIONS", headers: asked })).status).toBe(404);
  });
});

describe("an answer to a wrong method", () => {
  it("says which is right", async () => {
    const { url } = await start();
    const response = await fetch(url + path, { method: "DELETE" });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("POST, OPTIONS");
    expect(await response.json()).toMatchObject({ status: 405, error: "This path takes POST" });
    expect((await fetch(`${url}/healthz`, { method: "POST" })).headers.get("allow")).toBe(
      "GET, HEAD, OPTIONS",
    );
  });
});

describe("an engine that fails", () => {
  it("is answered for, and the mock goes on", async () => {
    const broken = { ...operations[0], responses: null } as unknown as PrismOperation;
    const { url, exchanges } = await start({ operations: [broken] });
    for (let count = 0; count < 2; count += 1) {
      const response = await fetch(url + path, { method: "POST", body: "{}" });
      expect(response.status).toBe(500);
      expect(await response.json()).toMatchObject({ status: 500, success: false });
    }
    expect(exchanges.map(({ response }) => response)).toEqual(["handlerFailed", "handlerFailed"]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
});

describe("what is put in place of a success", () => {
  const valid = JSON.stringify({
    action: "ADD_COMMUNICATION",
    communication: { text: "Seen today.", isRestricted: false, author: { email: "rosa@clinic.example" } },
  });
  const send = (url: string, body: string, headers: Record<string, string> = {}) =>
    fetch(url + path, {
      method: "POST",
      headers: { "cv-api-key": "k", "content-type": "application/json", ...headers },
      body,
    });

  it("is chosen call by call, by what was sent", async () => {
    const asked: unknown[] = [];
    const { url, exchanges } = await start({
      intercept({ operation, method, body, headers }) {
        asked.push({ operation, method, body, key: headers["cv-api-key"] });
        return asked.length === 1 ? "503" : undefined;
      },
    });
    expect([await send(url, valid), await send(url, valid)].map(({ status }) => status)).toEqual([503, 200]);
    const call = { operation: "addCaseComment", method: "POST", body: JSON.parse(valid), key: "k" };
    expect(asked).toEqual([call, call]);
    expect(exchanges.map(({ response }) => response)).toEqual(["503", "commentCreated"]);
  });

  it("may be any response", async () => {
    const gone = { status: 410, name: "gone", headers: {}, content: "" };
    const { url, exchanges } = await start({ intercept: () => gone });
    expect((await send(url, valid)).status).toBe(410);
    expect(exchanges).toMatchObject([{ status: 410, response: "gone" }]);
  });

  it("leaves refusals and what the caller ordered alone", async () => {
    const { url } = await start({ intercept: () => "429" });
    const statuses = [
      await send(url, "{}"),
      await send(url, valid, { prefer: "code=404" }),
      await send(url, valid, { prefer: "fault=503" }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([400, 404, 503]);
  });
});
