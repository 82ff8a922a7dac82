import { describe, expect, it } from "vitest";
import type { MockOptions } from "./mock.ts";
import { problemOf } from "./mock-options.ts";

describe("problemOf", () => {
  it.for<MockOptions>([
    {},
    { port: 0, host: "::", log: "off", delay: 0, seed: "" },
    { port: 65_535, delay: 3_600_000, tls: { cert: "c", key: Buffer.from("k") } },
    { port: undefined, host: undefined } as unknown as MockOptions,
  ])("has nothing against %j", (options) => {
    expect(problemOf(options)).toBeUndefined();
  });

  it.for<[options: object, problem: string]>([
    [{ port: "abc" }, "port takes a number from 0 to 65535"],
    [{ port: "4010" }, "port takes a number from 0 to 65535"],
    [{ port: -1 }, "port takes a number from 0 to 65535"],
    [{ port: 65_536 }, "port takes a number from 0 to 65535"],
    [{ port: 1.5 }, "port takes a number from 0 to 65535"],
    [{ port: null }, "port takes a number from 0 to 65535"],
    [{ host: "" }, "host takes an address to listen on"],
    [{ host: " " }, "host takes an address to listen on"],
    [{ host: 5 }, "host takes an address to listen on"],
    [{ log: "loud" }, "log takes pretty, json or off"],
    [{ log: true }, "log takes pretty, json or off"],
    [{ delay: Number.NaN }, "delay takes milliseconds from 0 to 3600000"],
    [{ delay: -5 }, "delay takes milliseconds from 0 to 3600000"],
    [{ seed: 7 }, "seed takes a text"],
    [{ tls: true }, "tls takes a cert and a key, as PEM"],
    [{ tls: { cert: "c" } }, "tls takes a cert and a key, as PEM"],
    [{ prot: 1 }, "prot is no option"],
    [{ constructor: 1 }, "constructor is no option"],
  ])("explains %j", ([options, problem]) => {
    expect(problemOf(options)).toBe(problem);
  });
});
