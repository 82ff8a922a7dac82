import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MockProcess, startMockProcess } from "./mock-process.ts";
import { RawConnection } from "./raw-connection.ts";
import { head, isAlive, post, validJson } from "./requests.ts";

describe("while others dawdle", () => {
  let mock: MockProcess;
  beforeAll(async () => {
    mock = await startMockProcess();
  });
  afterAll(() => mock.stop());

  it("normal requests are served: 1,000 idle connections, 100 slow heads and 100 slow bodies", async () => {
    const request = post(validJson);
    const headEnd = request.indexOf("\r\n\r\n");
    const open = (count: number) =>
      Promise.all(Array.from({ length: count }, () => RawConnection.open(mock.url)));
    const idle = await open(1_000);
    const slowHeads = await open(100);
    const slowBodies = await open(100);
    const trickle = (byte: number) => {
      for (const { socket } of slowHeads) socket.write(request.subarray(byte, byte + 1));
      for (const { socket } of slowBodies)
        socket.write(request.subarray(headEnd + 4 + byte, headEnd + 5 + byte));
    };
    for (const { socket } of slowBodies) socket.write(request.subarray(0, headEnd + 4));

    for (let byte = 0; byte < 30; byte += 1) {
      trickle(byte);
      const served = await Promise.all(Array.from({ length: 10 }, () => isAlive(mock.url)));
      expect(served).toEqual(Array.from({ length: 10 }, () => true));
    }

    expect([...idle, ...slowHeads, ...slowBodies].filter(({ socket }) => socket.destroyed)).toEqual([]);
    // The slow ones are served, too, once they get to their end.
    for (const { socket } of slowHeads) socket.write(request.subarray(30));
    for (const { socket } of slowBodies) socket.write(request.subarray(headEnd + 4 + 30));
    for (const { socket } of idle) socket.write(request);
    for (const connection of [...slowHeads, ...slowBodies, ...idle]) {
      expect(await connection.receive(1)).toMatchObject([{ status: 200 }]);
      connection.close();
    }
  });

  it("requests by the thousand on some connections don't keep another's waiting", async () => {
    const greedy = await Promise.all(Array.from({ length: 20 }, () => RawConnection.open(mock.url)));
    const patient = await RawConnection.open(mock.url);
    const answered = () => greedy.reduce((sum, { text }) => sum + text.split("HTTP/1.1 200").length - 1, 0);
    const requests = Array.from({ length: 1_000 }, () => post(validJson));
    const last = post(validJson, { connection: "close" });
    for (const { socket } of greedy) socket.write(Buffer.concat([...requests, last]));
    await Promise.race(greedy.map((connection) => connection.receiveText("HTTP/1.1 200")));
    patient.socket.write(post(validJson));
    expect(await patient.receive(1)).toMatchObject([{ status: 200 }]);
    // Nothing but a few of the others' comes first.
    expect(answered()).toBeLessThan((greedy.length * requests.length) / 20);
    await Promise.all(greedy.map((connection) => connection.ended()));
    expect(answered()).toBe(greedy.length * (requests.length + 1));
    patient.close();
  });

  it("requests by the thousand on many connections end some of those, and no other", async () => {
    const few = await RawConnection.open(mock.url);
    few.socket.write(Buffer.concat(Array.from({ length: 20 }, () => post(validJson))));
    const greedy = await Promise.all(Array.from({ length: 100 }, () => RawConnection.open(mock.url)));
    const requests = Buffer.concat(Array.from({ length: 2_000 }, () => post(validJson)));
    for (const { socket } of greedy) {
      socket.pause();
      socket.write(requests);
    }
    // Who reads nothing learns of the end when it can't send any more.
    await Promise.any(greedy.map((connection) => connection.ended()));
    expect(await isAlive(mock.url)).toBe(true);
    expect(await few.receive(20)).toHaveLength(20);
    for (const connection of [few, ...greedy]) connection.close();
  });

  it("a client that goes away in the middle leaves nothing behind", async () => {
    const request = post(validJson);
    for (const end of [1, 20, request.length - 100, request.length - 1]) {
      const connection = await RawConnection.open(mock.url);
      connection.socket.write(request.subarray(0, end));
      expect(await isAlive(mock.url)).toBe(true);
      connection.socket.resetAndDestroy();
    }
    const tunnel = await RawConnection.open(mock.url);
    tunnel.socket.write(head("CONNECT", "other.example:443"));
    expect(await tunnel.receive(1)).toMatchObject([{ status: 405 }]);
    tunnel.socket.resetAndDestroy();
    expect(await isAlive(mock.url)).toBe(true);
  });

  it("a client that reads nothing does not stop the others", async () => {
    const connection = await RawConnection.open(mock.url);
    connection.socket.pause();
    connection.socket.write(Buffer.concat(Array.from({ length: 5_000 }, () => post(validJson))));
    expect(await isAlive(mock.url)).toBe(true);
    connection.close();
    expect(await isAlive(mock.url)).toBe(true);
  });
});
