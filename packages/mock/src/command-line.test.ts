import { describe, expect, it } from "vitest";
import { commandLine } from "./command-line.ts";

const usual = {
  name: "run",
  port: 4010,
  host: "127.0.0.1",
  delay: 0,
  log: "json",
  recordBodies: false,
  command: [],
};

describe("commandLine", () => {
  it.for<[string, object]>([
    ["", {}],
    ["--port 0 --host ::1 --delay 20 --log off", { port: 0, host: "::1", delay: 20, log: "off" }],
    ["--control [::1]:0", { control: { host: "::1", port: 0 } }],
    ["--control mock.internal:4011", { control: { host: "mock.internal", port: 4011 } }],
    ["--tls-cert c.pem --tls-key k.pem", { tlsFiles: { cert: "c.pem", key: "k.pem" } }],
    ["--seed a", { seed: "a" }],
    ["--record a.jsonl --record-bodies", { record: "a.jsonl", recordBodies: true }],
    ["-- npm test", { port: 0, command: ["npm", "test"] }],
    ["--port 4020 -- npm test -- --port 1", { port: 4020, command: ["npm", "test", "--", "--port", "1"] }],
  ])("reads %s", ([line, changes]) => {
    expect(commandLine(line.split(" ").filter(Boolean), false)).toEqual({ ...usual, ...changes });
  });

  it("logs for people on a terminal", () => {
    expect(commandLine([], true)).toMatchObject({ log: "pretty" });
    expect(commandLine(["--log", "json"], true)).toMatchObject({ log: "json" });
  });

  it.for([
    "--port 70000",
    "--port x",
    "--port -1",
    "--port",
    "--delay 1.5",
    "--delay 9999999",
    "--log loud",
    "--host=",
    "--tls-cert c.pem",
    "--tls-key k.pem",
    "--record-bodies",
    "--",
    "extra",
    "--prot 1",
    "--control 4011",
    "--control :4011",
    "--control ::1:0",
    "--control 127.0.0.1:70000",
  ])("explains what is wrong with %s", (line) => {
    expect(commandLine(line.split(" "), false)).toEqual({ name: "usage", problem: expect.any(String) });
  });

  it("knows when it is asked about itself", () => {
    expect(commandLine(["--help"], false)).toEqual({ name: "help" });
    expect(commandLine(["-v"], false)).toEqual({ name: "version" });
  });
});
