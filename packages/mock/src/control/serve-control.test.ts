import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { createLog } from "@case-comments/contract-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { controlledMock } from "../controlled-mock.ts";
import { controlContract } from "./control-contract.ts";
import { serveControl } from "./serve-control.ts";

const token = "a-token-for-these-tests";
const mock = controlledMock({ log: createLog({ format: "off", name: "mock" }) });
let url: string;
let control: { url: string; close(): Promise<void> };
beforeAll(async () => {
  ({ url } = await mock.listen(0, "127.0.0.1"));
  control = await serveControl({ ...mock, url }, { host: "127.0.0.1", port: 0, token });
});
afterAll(() => Promise.all([control.close(), mock.close(0)]));

interface Asked {
  operation: string;
  apiKey?: string | undefined;
  query?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

const seen = new Set<string>();

/** Asks the control, and holds what it answers to its contract. */
async function ask({ operation, apiKey, query = "", body, headers = {} }: Asked) {
  const { method, path } = controlContract.operation(operation);
  const response = await fetch(control.url + path + query, {
    method,
    headers: {
      "case-comments-mock-token": token,
      ...(apiKey === undefined ? {} : { "cv-api-key": apiKey }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const json = await response.json();
  const check = controlContract.checkResponse(operation, response.status, json);
  expect(check, `${operation} ${response.status}`).toMatchObject({ ok: true });
  seen.add(`${operation} ${("name" in check && check.name) || response.status}`);
  return { status: response.status, json, hint: response.headers.get("case-comments-mock-hint") };
}

const caseId = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";

/** Calls the mock, and gives the status. */
async function call(apiKey: string, body: unknown = valid): Promise<number> {
  const response = await fetch(`${url}/api/v1/cases/${caseId}`, {
    method: "POST",
    headers: { "cv-api-key": apiKey, "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  await response.arrayBuffer();
  return response.status;
}

const valid = {
  action: "ADD_COMMUNICATION",
  communication: { text: "…", isRestricted: true, author: { email: "rosa@clinic.example" } },
};

describe("the control of a mock", () => {
  it("orders answers, and tells which are left", async () => {
    const apiKey = "orders";
    const answers = [
      { fault: "503" },
      {
        response: "permissionDenied",
        times: 2,
        match: [{ in: "body", pointer: "/communication/isRestricted", value: true }],
      },
    ];
    expect(await ask({ operation: "queueAnswers", apiKey, body: { answers } })).toMatchObject({
      status: 200,
      json: { answers },
    });
    expect([await call(apiKey), await call(apiKey), await call("another")]).toEqual([503, 403, 200]);
    const left = { answers: [{ response: "permissionDenied", match: answers[1]?.match }] };
    expect((await ask({ operation: "listAnswers", apiKey })).json).toEqual(left);
    expect((await ask({ operation: "resetSession", apiKey })).json).toEqual(left);
    expect((await ask({ operation: "listAnswers", apiKey })).json).toEqual({ answers: [] });
    expect((await ask({ operation: "listRequests", apiKey })).json).toMatchObject({ count: 0, requests: [] });
  });

  it("tells what came, with one key or with any", async () => {
    await call("one", valid);
    await call("two", { action: "ADD_COMMUNICATION" });
    const { json } = await ask({ operation: "listRequests", apiKey: "two" });
    expect(json).toEqual({
      count: 1,
      forgotten: 0,
      requests: [
        {
          method: "POST",
          operation: "addCaseComment",
          path: { caseId },
          body: { action: "ADD_COMMUNICATION" },
          status: 400,
          response: "missingCommunication",
          violations: [{ in: "body", pointer: "/communication", rule: "required" }],
        },
      ],
    });
    const all = (await ask({ operation: "listRequests" })).json as { requests: { body: unknown }[] };
    expect(all.requests.slice(-2).map(({ body }) => body)).toEqual([valid, { action: "ADD_COMMUNICATION" }]);
  });

  it("tells of bodies that are none, and of those that are too deep to be written again", async () => {
    await call("odd", "{");
    await call("odd", `{"action":${"[".repeat(50_000)}${"]".repeat(50_000)}}`);
    const { json } = await ask({ operation: "listRequests", apiKey: "odd" });
    const [broken, deep] = (json as { requests: { body?: { action: unknown } }[] }).requests;
    expect(broken).not.toHaveProperty("body");
    expect(Array.isArray(deep?.body?.action)).toBe(true);
  });

  it("waits until so many came", async () => {
    const waiting = ask({ operation: "listRequests", apiKey: "awaited", query: "?count=2&timeout=60000" });
    await call("awaited");
    await call("awaited");
    expect((await waiting).json).toMatchObject({ count: 2 });
  });

  it("waits no longer than is said", async () => {
    await call("late");
    const { json } = await ask({ operation: "listRequests", apiKey: "late", query: "?count=2&timeout=20" });
    expect(json).toMatchObject({ count: 1 });
  });

  it("says where the mock is", async () => {
    expect((await ask({ operation: "readMock" })).json).toEqual({ url });
  });

  it.for<[title: string, asked: Asked, failure: string, hint?: string]>([
    [
      "a name that there is not",
      { operation: "queueAnswers", apiKey: "k", body: { answers: [{ response: "planted" }] } },
      "invalidOrder",
      "enum at body /answers/0/response",
    ],
    [
      "a property that there is not",
      {
        operation: "queueAnswers",
        apiKey: "k",
        body: { answers: [{ fault: "503" }, { fault: "503", time: 2 }] },
      },
      "invalidOrder",
      "an answer has no properties but response, fault, code, example, dynamic, seed, match, times at body /answers/1/response",
    ],
    [
      "an answer that says nothing",
      { operation: "queueAnswers", apiKey: "k", body: { answers: [{}] } },
      "invalidOrder",
      "one of response, fault, code, example, dynamic is needed at body /answers/0/response",
    ],
    [
      "a fault before the body for certain bodies",
      {
        operation: "queueAnswers",
        apiKey: "k",
        body: { answers: [{ fault: "reset", match: [{ in: "body", pointer: "/action", value: "…" }] }] },
      },
      "invalidOrder",
      "this fault happens before the body is read at body /answers/0/match",
    ],
    ["no answers", { operation: "queueAnswers", apiKey: "k", body: {} }, "invalidOrder"],
    ["a list", { operation: "queueAnswers", apiKey: "k", body: [] }, "malformedBody"],
    ["no JSON", { operation: "queueAnswers", apiKey: "k", body: "{" }, "malformedBody"],
    [
      "another content type",
      { operation: "queueAnswers", apiKey: "k", body: "{}", headers: { "content-type": "text/plain" } },
      "unsupportedContentType",
    ],
    [
      "too much",
      { operation: "queueAnswers", apiKey: "k", body: `"${" ".repeat(1_000_000)}"` },
      "bodyTooLarge",
    ],
    [
      "too many answers",
      { operation: "queueAnswers", apiKey: "k", body: { answers: Array(10_001).fill({ fault: "503" }) } },
      "tooManyAnswers",
    ],
    ["no session", { operation: "queueAnswers", body: { answers: [] } }, "noSession"],
    ["no session to read", { operation: "listAnswers" }, "noSession"],
    ["no session to reset", { operation: "resetSession", apiKey: " " }, "noSession"],
    ["a word for a count", { operation: "listRequests", query: "?count=two" }, "invalidWait"],
    ["too long a wait", { operation: "listRequests", query: "?timeout=60001" }, "invalidWait"],
    ...controlContract.operations.map(({ operation }): [string, Asked, string] => [
      `a wrong token for ${operation}`,
      { operation, apiKey: "k", headers: { "case-comments-mock-token": `${token}x` } },
      "unknownToken",
    ]),
  ])("refuses %s", async ([, asked, failure, hint]) => {
    const documented = controlContract
      .operation(asked.operation)
      .responseExamples.find(({ name }) => name === failure);
    const { status, json, hint: given } = await ask(asked);
    expect({ status, json }).toEqual({ status: documented?.status, json: documented?.body });
    if (hint !== undefined) expect(given).toBe(hint);
  });

  it("refuses more answers when too many wait already", async () => {
    const body = { answers: Array(6_000).fill({ fault: "503" }) };
    expect((await ask({ operation: "queueAnswers", apiKey: "many", body })).status).toBe(200);
    expect((await ask({ operation: "queueAnswers", apiKey: "others", body })).status).toBe(409);
    await ask({ operation: "resetSession", apiKey: "many" });
  });

  it("holds no memory for those who ask for much and read nothing", async () => {
    for (let count = 0; count < 2; count += 1)
      await call("heavy", JSON.stringify({ ...valid, padding: "x".repeat(8_000_000) }));
    const { host, hostname, port } = new URL(control.url);
    const memory = () => {
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    const before = memory();
    const readers = await Promise.all(
      Array.from({ length: 16 }, async () => {
        const socket = connect(Number(port), hostname);
        const head = [
          "GET /requests HTTP/1.1",
          `host: ${host}`,
          `case-comments-mock-token: ${token}`,
          "",
          "",
        ];
        socket.write(head.join("\r\n"));
        await once(socket, "readable");
        return socket;
      }),
    );
    // What they asked for is 256 MB.
    expect(memory() - before).toBeLessThan(64_000_000);
    const { json } = await ask({ operation: "listRequests", apiKey: "heavy" });
    const { requests } = json as { requests: { body: { padding: string } }[] };
    expect(requests.map(({ body }) => body.padding.length)).toEqual([8e6, 8e6]);
    for (const socket of readers) socket.destroy();
  });

  it("has given every answer of its contract by now", () => {
    const documented = controlContract.operations.flatMap(({ operation, responseExamples }) =>
      responseExamples.map(({ name, status, failure }) => `${operation} ${failure ? name : status}`),
    );
    expect([...seen].sort()).toEqual(documented.sort());
  });

  it("is not there for pages of others", async () => {
    const preflight = await fetch(`${control.url}/mock`, {
      method: "OPTIONS",
      headers: { origin: "https://evil.example", "access-control-request-method": "GET" },
    });
    expect(preflight.status).toBe(401);
    expect(preflight.headers.has("access-control-allow-origin")).toBe(false);
    // A page of a name that was given this machine's address sends that name.
    const { hostname, port } = new URL(control.url);
    const request = httpRequest({
      hostname,
      port,
      path: "/mock",
      headers: { host: `evil.example:${port}`, "case-comments-mock-token": token },
    }).end();
    const [status, body] = await new Promise<[number | undefined, string]>((resolve, reject) => {
      request.on("error", reject);
      request.on("response", async (response) => resolve([response.statusCode, await text(response)]));
    });
    expect(status).toBe(421);
    expect(body).not.toContain(url);
  });

  it("never says what it was sent", async () => {
    const planted = "planted-value";
    const answers = [{ response: planted, match: [{ in: planted, pointer: planted, value: planted }] }];
    const { json, hint } = await ask({ operation: "queueAnswers", apiKey: planted, body: { answers } });
    expect(JSON.stringify(json) + hint).not.toContain(planted);
  });
});
