import { once } from "node:events";
import { type Mock, startMock } from "@case-comments/mock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RawConnection } from "./raw-connection.ts";
import { isAlive, path, post, validJson } from "./requests.ts";

// Written by hand, because the ids are a promise to users.
const caseIds: Record<string, string> = {
  reset: "00000000-0000-4000-8000-0000000f0001",
  "reset-after": "00000000-0000-4000-8000-0000000f0002",
  stall: "00000000-0000-4000-8000-0000000f0003",
  truncated: "00000000-0000-4000-8000-0000000f0004",
  slow: "00000000-0000-4000-8000-0000000f0005",
  "200-html": "00000000-0000-4000-8000-0000000f0200",
  redirect: "00000000-0000-4000-8000-0000000f0307",
  "early-413": "00000000-0000-4000-8000-0000000f0413",
  "429": "00000000-0000-4000-8000-0000000f0429",
  "500": "00000000-0000-4000-8000-0000000f0500",
  "502-html": "00000000-0000-4000-8000-0000000f0502",
  "503": "00000000-0000-4000-8000-0000000f0503",
};

interface Order {
  fault: string;
  by: string;
  headers: Record<string, string>;
  target: string;
}

const orders = Object.entries(caseIds).flatMap(([fault, caseId]): Order[] => [
  { fault, by: "Prefer", headers: { prefer: `fault=${fault}` }, target: path },
  { fault, by: "case id", headers: {}, target: `/api/v1/cases/${caseId.toUpperCase()}` },
]);
const ordersOf = (...faults: string[]) => orders.filter(({ fault }) => faults.includes(fault));

describe("a fault", () => {
  let mock: Mock;
  beforeAll(async () => {
    mock = await startMock();
  });
  afterAll(() => mock.close());

  it.for(ordersOf("reset"))("$fault by $by comes before the body is sent", async ({ headers, target }) => {
    const connection = await RawConnection.open(mock.url);
    const reset = resetOf(connection);
    const request = post(validJson, headers, target);
    connection.socket.write(request.subarray(0, -10));
    expect(await reset).toBe("ECONNRESET");
    expect(connection.answers).toEqual([]);
    expect((await mock.requests()).at(-1)).toMatchObject({ response: "reset" });
    expect((await mock.requests()).at(-1)).not.toHaveProperty("status");
    expect(await isAlive(mock.url)).toBe(true);
  });

  it("before the body ends the connection, wherever on it the request came", async () => {
    const connection = await RawConnection.open(mock.url);
    const ordered = post(validJson, { prefer: "fault=early-413" });
    connection.socket.write(Buffer.concat([post(validJson), ordered, post(validJson)]));
    await connection.ended();
    expect(connection.answers.map(({ status }) => status)).toEqual([200, 413]);
  });

  it.for(ordersOf("reset-after"))(
    "$fault by $by comes once the body is read",
    async ({ headers, target }) => {
      const connection = await RawConnection.open(mock.url);
      const reset = resetOf(connection);
      const request = post(validJson, headers, target);
      connection.socket.write(request.subarray(0, -10));
      // Another request makes a round trip meanwhile: were it going to reset early, it would have.
      expect(await isAlive(mock.url)).toBe(true);
      expect(connection.socket.destroyed).toBe(false);
      connection.socket.write(request.subarray(-10));
      expect(await reset).toBe("ECONNRESET");
      expect(connection.answers).toEqual([]);
    },
  );

  it.for(ordersOf("stall"))(
    "$fault by $by gives no answer until the mock is closed",
    async ({ headers, target }) => {
      const own = await startMock();
      const connection = await RawConnection.open(own.url);
      connection.socket.write(post(validJson, headers, target));
      expect(await isAlive(own.url)).toBe(true);
      expect(connection.answers).toEqual([]);
      expect(connection.socket.destroyed).toBe(false);
      await own.close();
      await connection.ended();
      expect(connection.answers).toEqual([]);
    },
  );

  it.for(ordersOf("truncated"))(
    "$fault by $by ends in the middle of the answer",
    async ({ headers, target }) => {
      const connection = await RawConnection.open(mock.url);
      let received = "";
      connection.socket.on("data", (chunk) => {
        received += chunk;
      });
      connection.socket.write(post(validJson, headers, target));
      await connection.ended();
      const [head = "", body = ""] = received.split("\r\n\r\n");
      expect(head).toMatch(/^HTTP\/1\.1 200 /);
      const announced = Number(/content-length: (\d+)/.exec(head)?.[1]);
      expect(body.length).toBeGreaterThan(0);
      expect(body.length).toBeLessThan(announced);
      await expect(
        fetch(mock.url + target, { method: "POST", headers: { ...usual, ...headers }, body: validJson }).then(
          (response) => response.text(),
        ),
      ).rejects.toThrow();
    },
  );

  it.for(ordersOf("redirect"))("$fault by $by leads elsewhere", async ({ headers, target }) => {
    const response = await send(target, headers);
    expect(response.status).toBe(307);
    expect(response.headers.get("location")).toBe("/redirected");
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  });

  it.for(ordersOf("429", "500", "503"))(
    "$fault by $by is an answer that doesn't pass for the vendor's",
    async ({ fault, headers, target }) => {
      const response = await send(target, headers);
      expect(response.status).toBe(Number(fault));
      expect(response.headers.get("retry-after")).toBe(fault === "500" ? null : "1");
      expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
      const text = await response.text();
      expect(() => JSON.parse(text)).toThrow();
    },
  );

  it.for(ordersOf("slow"))("$fault by $by comes a byte at a time", async ({ headers, target }) => {
    const own = await startMock();
    const validAnswer = await (
      await fetch(own.url + path, { method: "POST", headers: usual, body: validJson })
    ).text();
    const connection = await RawConnection.open(own.url);
    const chunks: Buffer[] = [];
    connection.socket.on("data", (chunk) => chunks.push(chunk));
    connection.socket.write(post(validJson, headers, target));
    while (chunks.length < 5) await once(connection.socket, "data");
    const [head = "", body = ""] = Buffer.concat(chunks).toString().split("\r\n\r\n");
    expect(head).toMatch(/^HTTP\/1\.1 200 /);
    expect(validAnswer.startsWith(body)).toBe(true);
    await own.close();
    await connection.ended();
  });

  it.for(ordersOf("early-413"))(
    "$fault by $by comes before the body is sent",
    async ({ headers, target }) => {
      const connection = await RawConnection.open(mock.url);
      connection.socket.write(post(validJson, headers, target).subarray(0, -10));
      const [answer] = await connection.receive(1);
      expect(answer).toMatchObject({ status: 413, headers: { connection: "close" } });
      expect(answer?.body).toMatch(/^<!DOCTYPE html>/);
      await connection.ended();
    },
  );

  it.for(ordersOf("200-html", "502-html"))(
    "$fault by $by is a page that no contract speaks of",
    async ({ fault, headers, target }) => {
      const response = await send(target, headers);
      expect(response.status).toBe(Number(fault.slice(0, 3)));
      expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(await response.text()).toMatch(/^<!DOCTYPE html>.*<\/html>$/);
    },
  );

  it("happens to requests that deserve a refusal, too", async () => {
    const response = await send(path, { prefer: "fault=503" }, "{");
    expect(response.status).toBe(503);
    expect((await mock.requests()).at(-1)).toMatchObject({
      response: "503",
      violations: [{ in: "body", pointer: "", rule: "json" }],
    });
  });

  const usual = { "cv-api-key": "a-key-for-tests", "content-type": "application/json" };
  const send = (target: string, headers: Record<string, string>, body = validJson) =>
    fetch(mock.url + target, { method: "POST", headers: { ...usual, ...headers }, body, redirect: "manual" });
});

describe("a delay", () => {
  it("holds each answer of the API back", async () => {
    const mock = await startMock({ delay: 100 });
    const started = performance.now();
    expect(await isAlive(mock.url)).toBe(true);
    // A timer may be early by less than a millisecond.
    expect(performance.now() - started).toBeGreaterThanOrEqual(99);
    await mock.close();
  });

  it("holds nothing else back, and does not outlive the mock", async () => {
    const mock = await startMock({ delay: 3_600_000 });
    const connection = await RawConnection.open(mock.url);
    connection.socket.write(post(validJson));
    expect((await fetch(`${mock.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${mock.url}/elsewhere`)).status).toBe(404);
    // What came is known at once, so that a test needn't wait for what it has given up.
    const recorded = (await mock.requests()).map(({ response }) => response);
    expect(recorded.toSorted()).toEqual(["commentCreated", "unknownPath"]);
    expect(connection.answers).toEqual([]);
    await mock.close();
    await connection.ended();
    expect(connection.answers).toEqual([]);
  });
});

function resetOf({ socket }: RawConnection): Promise<string | undefined> {
  return new Promise((resolve) => {
    socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code));
    socket.once("end", () => resolve("ended without a reset"));
  });
}
