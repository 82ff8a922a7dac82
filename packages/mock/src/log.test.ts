import { once } from "node:events";
import { PassThrough } from "node:stream";
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
  const log = createLog(format, stream);
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

  it("writes what is left when it is told to", () => {
    const stream = new PassThrough();
    const log = createLog("json", stream);
    log.listening("http://127.0.0.1:1");
    log.flush();
    log.flush();
    expect(String(stream.read())).toBe('{"event":"listening","url":"http://127.0.0.1:1"}\n');
  });

  it("is silent when it is off", () => {
    const stream = new PassThrough();
    const log = createLog("off", stream);
    log.listening("http://127.0.0.1:1");
    log.answered(entry);
    log.flush();
    expect(stream.read()).toBeNull();
  });
});
