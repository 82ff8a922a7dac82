import { startMock } from "@case-comments/mock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MockProcess, startMockProcess } from "./mock-process.ts";
import { RawConnection } from "./raw-connection.ts";
import { chunked, head, isAlive, path, post, usual, valid, validJson } from "./requests.ts";

const megabyte = 1_000_000;
const large = (bytes: number) =>
  JSON.stringify({ ...valid, communication: { ...valid.communication, text: "x".repeat(bytes) } });

describe("bodies that share memory", () => {
  let mock: MockProcess;
  beforeAll(async () => {
    mock = await startMockProcess();
  });
  afterAll(() => mock.stop());

  it("take no more of it in a million chunks of one byte", async () => {
    const before = await mock.usage();
    const connection = await RawConnection.open(mock.url);
    connection.socket.write(head("POST", path, { "transfer-encoding": "chunked" }));
    const chunks = Buffer.from("1\r\nx\r\n".repeat(100_000));
    for (let sent = 0; sent < megabyte; sent += 100_000) {
      if (!connection.socket.write(chunks))
        await new Promise((resolve) => connection.socket.once("drain", resolve));
    }
    connection.socket.write("0\r\n\r\n");
    expect(await connection.receive(1)).toMatchObject([{ status: 400 }]);
    connection.close();
    const after = await mock.usage();
    expect(after.peakMemory - before.peakMemory).toBeLessThan(150 * megabyte);
  });

  it("are let in one after the other, and all are answered", async () => {
    const request = post(large(24 * megabyte));
    const connections = await Promise.all(Array.from({ length: 12 }, () => RawConnection.open(mock.url)));
    for (const { socket } of connections) socket.write(request);
    for (const connection of connections)
      expect(await connection.receive(1)).toMatchObject([{ status: 200 }]);
    for (const connection of connections) connection.close();
    expect((await mock.usage()).peakMemory).toBeLessThan(600 * megabyte);
  });

  it("don't keep small ones waiting, and are given up when they stall while others wait", async () => {
    const request = post(large(24 * megabyte));
    const stalled = await Promise.all(Array.from({ length: 6 }, () => RawConnection.open(mock.url)));
    for (const { socket } of stalled) socket.write(request.subarray(0, 100_000));
    // A round trip each: had any of them to wait for the stalled, it would be answered after a 408.
    for (let count = 0; count < 20; count += 1) expect(await isAlive(mock.url)).toBe(true);
    expect(stalled.flatMap(({ answers }) => answers)).toEqual([]);

    const waiting = await RawConnection.open(mock.url);
    waiting.socket.write(request);
    expect(await waiting.receive(1)).toMatchObject([{ status: 200 }]);
    const ends = stalled.flatMap(({ answers }) => answers.map(({ status }) => status));
    expect(ends.length).toBeGreaterThan(0);
    expect(new Set(ends)).toEqual(new Set([408]));
    for (const connection of [...stalled, waiting]) connection.close();
    expect(await isAlive(mock.url)).toBe(true);
  });

  it("aren't given up for what doesn't arrive while they wait to grow", async () => {
    const open = (count: number) =>
      Promise.all(Array.from({ length: count }, () => RawConnection.open(mock.url)));
    const slow = await open(2);
    for (const { socket } of slow) socket.write(head("POST", path, { "content-length": "32000000" }));
    const trickle = setInterval(() => {
      for (const { socket } of slow) socket.write(" ".repeat(200_000));
    }, 200);
    const chunks = head("POST", path, { "transfer-encoding": "chunked" });
    const [stalled] = await open(1);
    stalled?.socket.write(chunks);
    expect(await isAlive(mock.url)).toBe(true);
    const growing = await open(250);
    const body = chunked(large(300_000));
    for (const { socket } of growing) socket.write(Buffer.concat([chunks, body]));
    // It comes as long after the others began to wait as they would be given up.
    expect(await stalled?.receive(1)).toMatchObject([{ status: 408 }]);
    const given = growing.flatMap(({ answers }) => answers.map(({ status }) => status));
    expect(given.filter((status) => status !== 200)).toEqual([]);
    clearInterval(trickle);
    for (const { socket } of slow) socket.resetAndDestroy();
    for (const connection of growing) expect(await connection.receive(1)).toMatchObject([{ status: 200 }]);
    for (const connection of [...growing, ...(stalled ? [stalled] : [])]) connection.close();
  });

  it("leave the queue when their senders go away", async () => {
    const request = post(large(24 * megabyte));
    const gone = await Promise.all(Array.from({ length: 8 }, () => RawConnection.open(mock.url)));
    for (const { socket } of gone) socket.write(request.subarray(0, 50_000));
    expect(await isAlive(mock.url)).toBe(true);
    for (const { socket } of gone) socket.resetAndDestroy();
    const next = await RawConnection.open(mock.url);
    next.socket.write(request);
    expect(await next.receive(1)).toMatchObject([{ status: 200 }]);
    next.close();
  });

  it("are read whole at any size, with their length announced or not", async () => {
    for (const bytes of [1, 16_000, 17_000, 262_000, 263_000, 1_000_000]) {
      const body = large(bytes);
      const connection = await RawConnection.open(mock.url);
      connection.socket.write(post(body));
      const framed = `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n0\r\n\r\n`;
      connection.socket.write(head("POST", path, { "transfer-encoding": "chunked" }));
      connection.socket.write(framed);
      connection.socket.write(post(validJson));
      expect((await connection.receive(3)).map(({ status }) => status)).toEqual([200, 200, 200]);
      connection.close();
    }
  });
});

describe("an answer that waits", () => {
  it("holds no memory that others need", async () => {
    const mock = await startMock({ delay: 3_600_000 });
    const request = post(large(24 * megabyte));
    const connections = await Promise.all(Array.from({ length: 6 }, () => RawConnection.open(mock.url)));
    for (const { socket } of connections) socket.write(request);
    const came = await mock.session(usual["cv-api-key"]).waitFor(6, { timeout: 60_000 });
    expect(came.map(({ response }) => response)).toEqual(Array(6).fill("commentCreated"));
    expect(connections.flatMap(({ answers }) => answers)).toEqual([]);
    await mock.close();
    for (const connection of connections) await connection.ended();
  });
});
