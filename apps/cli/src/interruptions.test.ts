import { openSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import {
  aComment,
  answer,
  cli,
  created,
  type RunOptions,
  refused,
  secrets,
  startCli,
  startServer,
} from "../test/run-cli.ts";

/** Makes the program run some code before its own. */
const planted = (code: string): RunOptions => ({
  env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` },
});
const thrown = `new Error("Jane Roe")`;

describe.for<[number, unknown, number]>([
  [200, created, 0],
  [404, refused, 65],
  [503, {}, 76],
])("what was answered with %d is told by the exit code", ([status, body, expected]) => {
  const args = (url: string) => [...aComment, "--base-url", url, "--json"];

  it("when nobody reads standard output any more", async () => {
    const { url } = await startServer((response) => {
      child.stdout?.destroy();
      answer(response, status, body);
    });
    const { child, ended } = startCli(args(url));
    const { code, stderr } = await ended;
    expect(code).toBe(expected);
    expect(stderr).toMatch(/^\{"ok":.*\}\nStandard output can't be written \(EPIPE\)\.\n$/);
    expect(stderr).not.toMatch(secrets);
  });

  it.runIf(process.platform === "linux")("when the disk is full", async () => {
    const { url } = await startServer((response) => answer(response, status, body));
    const { code, stderr } = await cli(args(url), { stdout: openSync("/dev/full", "w") });
    expect(code).toBe(expected);
    expect(stderr).toContain("Standard output can't be written (ENOSPC).");
    expect(stderr).not.toMatch(secrets);
  });

  it("when the program breaks while it prints", async () => {
    const { url } = await startServer((response) => answer(response, status, body));
    const { code, stderr } = await cli(
      args(url),
      planted(`process.stdout.write = () => { throw ${thrown} }`),
    );
    expect(code).toBe(expected);
    expect(stderr).not.toMatch(secrets);
  });
});

describe("once the request has begun, whatever goes wrong ends in 76", () => {
  it.for([
    ["throws later", `throw ${thrown}`],
    ["rejects later", `Promise.reject(${thrown})`],
    ["throws what is no error", `throw undefined`],
  ])("a program that %s", async ([, code]) => {
    const { url } = await startServer(() => {});
    const breaks = `const send = fetch; globalThis.fetch = (...args) => { setTimeout(() => { ${code} }, 50); return send(...args) }`;
    const words = await cli([...aComment, "--base-url", url], planted(breaks));
    expect(words).toMatchObject({ code: 76, stdout: "" });
    expect(words.stderr).toMatch(/^Something unforeseen happened\nThe comment may exist\./);
    expect(words.stderr).not.toMatch(secrets);
    const json = await cli([...aComment, "--base-url", url, "--json"], planted(breaks));
    expect(JSON.parse(json.stdout)).toMatchObject({
      ok: false,
      error: { kind: "unforeseen", delivery: "unknown" },
    });
    expect(json.code).toBe(76);
  });

  it("a program that has nothing left to do", async () => {
    const { url } = await startServer();
    const stuck = "globalThis.fetch = () => new Promise(() => {}); globalThis.setTimeout = () => ({})";
    const { code, stderr } = await cli([...aComment, "--base-url", url], planted(stuck));
    expect(code).toBe(76);
    expect(stderr).not.toMatch(secrets);
  });

  it.for(["SIGINT", "SIGTERM", "SIGHUP"] as const)("%s while it waits for the answer", async (signal) => {
    const { url } = await startServer(() => child.kill(signal));
    const { child, ended } = startCli([...aComment, "--base-url", url, "--json"]);
    const { code, stdout } = await ended;
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { kind: "aborted", delivery: "unknown" } });
    expect(code).toBe(76);
  });

  it("a connection that breaks in the middle of the answer", async () => {
    const { url } = await startServer((response: ServerResponse) => {
      response.writeHead(200, { "content-length": 200 }).write('{"status":200,');
      setImmediate(() => response.destroy());
    });
    expect(await cli([...aComment, "--base-url", url])).toMatchObject({ code: 76, stdout: "" });
  });
});

describe("before the request has begun", () => {
  const waiting = aComment.with(3, "-");

  it.for(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "%s while it waits for the text ends it at once",
    async (signal) => {
      const { url, bodies } = await startServer();
      // Tells when it has begun to read.
      const tells = `process.stdin.on("newListener", (name) => name === "readable" && process.stderr.write("waits\\n"))`;
      const { child, ended } = startCli([...waiting, "--base-url", url, "--json"], planted(tells));
      child.stderr.once("data", () => child.kill(signal));
      const { code, stdout } = await ended;
      expect(JSON.parse(stdout)).toMatchObject({
        ok: false,
        error: { kind: "aborted", delivery: "not-sent" },
      });
      expect(code).toBe(75);
      expect(bodies).toEqual([]);
    },
  );

  it("a program that can't be loaded says so, and sends nothing", async () => {
    const { code, stderr } = await cli(
      ["--help"],
      planted(`import { register } from "node:module";
      register("data:text/javascript," + encodeURIComponent('export const load = (url, context, next) => url.endsWith("main.js") ? { format: "module", shortCircuit: true, source: "(" } : next(url, context)'));`),
    );
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "case-comments can't be loaded\nNothing was sent.\n",
    });
  });
});
