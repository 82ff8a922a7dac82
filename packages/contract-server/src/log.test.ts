import { once } from "node:events";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { createLog } from "./log.ts";

const entry = {
  method: "POST",
  operation: "addCaseComment",
  status: 400,
  response: "invalidAction",
  ms: 1.23456,
  hint: "Do this.",
};

async function written(format: "json" | "pretty"): Promise<string> {
  const stream = new PassThrough();
  const log = createLog({ format, name: "mock", stream });
  log.listening("http://127.0.0.1:1");
  log.answered(entry);
  log.answered({ response: "brokenHttp", status: 400, ms: 0 });
  log.answered({ ...entry, status: undefined, response: "stall", hint: undefined });
  const [chunk] = await once(stream, "data");
  return String(chunk);
}

describe("the log", () => {
  it("is a line of JSON for each answer, written together", async () => {
    const lines = (await written("json")).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { event: "listening", url: "http://127.0.0.1:1" },
      { event: "answered", ...entry, ms: 1.23 },
      { event: "answered", response: "brokenHttp", status: 400, ms: 0 },
      { event: "answered", method: "POST", operation: "addCaseComment", response: "stall", ms: 1.23 },
    ]);
  });

  it("is made for reading on a terminal", async () => {
    expect(await written("pretty")).toBe(
      [
        "The mock answers at http://127.0.0.1:1",
        "400 invalidAction                    POST addCaseComment  1.23 ms",
        "    Do this.",
        "400 brokenHttp                       - -  0 ms",
        "--- stall                            POST addCaseComment  1.23 ms",
        "",
      ].join("\n"),
    );
  });

  it("writes what is left at its end", async () => {
    const stream = new PassThrough();
    const log = createLog({ format: "json", name: "mock", stream });
    log.listening("http://127.0.0.1:1");
    await log.end();
    await log.end();
    expect(String(stream.read())).toBe('{"event":"listening","url":"http://127.0.0.1:1"}\n');
  });

  it("is silent when it is off", async () => {
    const stream = new PassThrough();
    const log = createLog({ format: "off", name: "mock", stream });
    log.listening("http://127.0.0.1:1");
    log.answered(entry);
    await log.end();
    expect(stream.read()).toBeNull();
  });

  it("drops and counts what nobody reads, and ends all the same", async () => {
    const stream = new PassThrough({ highWaterMark: 1 });
    const log = createLog({ format: "json", name: "mock", stream });
    for (let round = 0; round < 30; round += 1) {
      for (let count = 0; count < 1_000; count += 1) log.answered(entry);
      await new Promise(setImmediate);
    }
    expect(stream.writableLength).toBeLessThan(2_000_000);
    await log.end();
    const lines = String(await text(stream.end()))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.at(-1)).toEqual({ event: "dropped", lines: 30_000 - (lines.length - 1) });
    expect(lines.at(-1).lines).toBeGreaterThan(10_000);
  });
});
