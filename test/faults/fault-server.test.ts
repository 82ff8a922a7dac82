import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { startFaultServer } from "./fault-server.ts";
import { success } from "./responses.ts";
import { all, close, half, respond, stall } from "./server-script.ts";

const body = '{"text":"Hello"}';
const head = (length: string) => `POST / HTTP/1.1\r\nhost: here\r\n${length}\r\n\r\n`;
const whole = head(`content-length: ${body.length}`) + body;
const chunked = `${head("transfer-encoding: chunked")}5\r\n${body.slice(0, 5)}\r\nb\r\n${body.slice(5)}\r\n0\r\n\r\n`;

/** What a server that responds to everything holds after some bytes came in, in pieces. */
async function held(...pieces: string[]) {
  const server = await startFaultServer([respond(success)]);
  const socket = connect(server.port, "127.0.0.1").setNoDelay();
  await once(socket, "connect");
  for (const piece of pieces) await new Promise((resolve) => socket.write(piece, "latin1", resolve));
  socket.end();
  await server.close();
  return server.requests.map(({ isComplete, holdsComment }) => [isComplete, holdsComment]);
}

describe("the fault server", () => {
  it.for<[string, string[], [isComplete: boolean, holdsComment: boolean][]]>([
    ["a whole request", [whole], [[true, true]]],
    ["one in pieces", [whole.slice(0, 10), whole.slice(10, -1), whole.slice(-1)], [[true, true]]],
    [
      "two requests in one piece",
      [whole + whole],
      [
        [true, true],
        [true, true],
      ],
    ],
    ["all but one byte", [whole.slice(0, -1)], [[false, false]]],
    ["half of the headers", [whole.slice(0, 30)], [[false, false]]],
    [
      "one and a half",
      [whole + whole.slice(0, -1)],
      [
        [true, true],
        [false, false],
      ],
    ],
    ["a chunked request", [chunked], [[true, true]]],
    [
      "a chunked request and a plain one",
      [chunked + whole],
      [
        [true, true],
        [true, true],
      ],
    ],
    ["a chunked request without its end", [chunked.slice(0, -5)], [[false, true]]],
    ["whole JSON in a body that is not complete", [head("content-length: 99") + body], [[false, true]]],
    ["a complete body that is not JSON", [`${head("content-length: 5")}Hello`], [[true, false]]],
  ])("knows %s", async ([, pieces, expected]) => {
    expect(await held(...pieces)).toEqual(expected);
  });

  it("takes in what was on its way when it stalled", async () => {
    const server = await startFaultServer([stall("connect")]);
    const socket = connect(server.port, "127.0.0.1");
    await new Promise((resolve) => socket.write(whole, resolve));
    expect(server.requests).toHaveLength(0);
    socket.end();
    await server.close();
    expect(server.hasStalled).toBe(true);
    expect(server.requests.map(({ holdsComment }) => holdsComment)).toEqual([true]);
  });

  it("does one thing after the other, and the last again and again", async () => {
    const server = await startFaultServer([
      close(half),
      [
        { at: half, response: "HTTP/1.1 100 Continue\r\n\r\n" },
        { at: all, response: success },
      ],
    ]);
    const url = `http://127.0.0.1:${server.port}`;
    await expect(fetch(url, { method: "POST", body })).rejects.toThrow();
    const socket = connect(server.port, "127.0.0.1");
    socket.write(whole + whole);
    let received = "";
    for await (const chunk of socket) {
      received += chunk;
      if (received.split("HTTP/1.1 200").length === 3) break;
    }
    await server.close();
    expect(received.match(/HTTP\/1.1 \d+/g)).toEqual([
      "HTTP/1.1 100",
      "HTTP/1.1 200",
      "HTTP/1.1 100",
      "HTTP/1.1 200",
    ]);
  });

  it("runs as a process of its own", async () => {
    const child = spawn(process.execPath, [fileURLToPath(new URL("serve.ts", import.meta.url))]);
    try {
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      const next = async () => JSON.parse((await lines.next()).value as string);
      let target = await next();
      while (target.fault !== "500") target = await next();
      expect((await fetch(target.baseUrl, { method: "POST", body })).status).toBe(500);
      child.kill("SIGINT");
      let held = await next();
      while (held.complete === undefined) held = await next();
      expect(held).toEqual({ fault: "500", requests: 1, complete: 1 });
      expect(await once(child, "close")).toEqual([0, null]);
    } finally {
      child.kill();
    }
  });
});
