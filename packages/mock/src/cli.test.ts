import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished, vi } from "vitest";

const bin = fileURLToPath(new URL("../bin/case-comments-mock.js", import.meta.url));
const node = process.execPath;

/** The command line in a process of its own, with all that it printed. */
const start = (...args: string[]) => startProgram(node, bin, ...args);

function startProgram(program: string, ...args: string[]) {
  // A group of its own, so that a test that fails takes the command's process with it.
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], detached: true });
  onTestFinished(() => killGroup(child));
  const run = { child, output: "", errors: "", ended: ended(child) };
  child.stdout.on("data", (chunk) => {
    run.output += chunk;
  });
  child.stderr.on("data", (chunk) => {
    run.errors += chunk;
  });
  return run;
}

function killGroup({ pid = 0 }: ChildProcess): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended, as it should.
  }
}

async function ended(child: ChildProcess): Promise<number | string> {
  const [code, signal] = await once(child, "close");
  return signal ?? code;
}

async function started(run: ReturnType<typeof start>): Promise<string> {
  while (!run.output.includes("\n")) await once(run.child.stdout, "data");
  return /http:\/\/[^\s"]+/.exec(run.output)?.[0] ?? "";
}

const post = (url: string, body = "{}") =>
  fetch(`${url}/api/v1/cases/7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11`, {
    method: "POST",
    headers: { "cv-api-key": "k", "content-type": "application/json" },
    body,
  });

describe("case-comments-mock --control", () => {
  /** A program that steers the mock, as its own tests would. */
  const program = `
    const { CASE_COMMENTS_BASE_URL: api, CASE_COMMENTS_MOCK_CONTROL: control, CASE_COMMENTS_MOCK_CONTROL_TOKEN: token } = process.env;
    const headers = { "case-comments-mock-token": token, "cv-api-key": "k", "content-type": "application/json" };
    const ask = async (path, body) => (await fetch(control + path, { method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body) })).json();
    await ask("/answers", { answers: [{ fault: "503" }, { response: "caseNotFound" }] });
    const { status } = await fetch(api + "/api/v1/cases/7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11", { method: "POST", headers, body: "{}" });
    const { count } = await ask("/requests?count=1");
    console.log(JSON.stringify({ status, count, length: token.length }));`;

  it("hands its address and a token to the command, and tells what was left", async () => {
    const run = start(
      "--log",
      "json",
      "--control",
      "127.0.0.1:0",
      "--",
      node,
      "--input-type=module",
      "-e",
      program,
    );
    expect(await run.ended).toBe(0);
    expect(JSON.parse(run.output)).toEqual({ status: 503, count: 1, length: 43 });
    expect(run.errors).toMatch(/^No call has got these answers: caseNotFound$/m);
    expect(JSON.parse(run.errors.split("\n")[0] ?? "")).toMatchObject({
      event: "listening",
      control: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    });
  });

  it("takes the token from the environment, and never prints it", async () => {
    vi.stubEnv("CASE_COMMENTS_MOCK_CONTROL_TOKEN", "a-token-of-the-test");
    onTestFinished(() => void vi.unstubAllEnvs());
    const run = start("--port", "0", "--log", "json", "--control", "127.0.0.1:0");
    await started(run);
    const { url, control } = JSON.parse(run.output);
    const ask = (token: string) =>
      fetch(`${control}/mock`, { headers: { "case-comments-mock-token": token } });
    expect(await (await ask("a-token-of-the-test")).json()).toEqual({ url });
    expect((await ask("a-token-of-no-test")).status).toBe(401);
    run.child.kill("SIGTERM");
    expect(await run.ended).toBe(0);
    expect(run.output + run.errors).not.toContain("a-token-of-the-test");
  });

  it("is refused without a token, an address, or a free port", async () => {
    vi.stubEnv("CASE_COMMENTS_MOCK_CONTROL_TOKEN", "");
    onTestFinished(() => void vi.unstubAllEnvs());
    const tokenless = start("--port", "0", "--control", "127.0.0.1:0");
    expect(await tokenless.ended).toBe(2);
    expect(tokenless.errors).toMatch(/^--control needs a token of 16 characters or more in CASE_/);
    const hostless = start("--control", ":4011", "--", node, "-e", "");
    expect(await hostless.ended).toBe(2);
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as AddressInfo;
    const late = start("--control", `127.0.0.1:${port}`, "--", node, "-e", "");
    expect(await late.ended).toBe(1);
    expect(late.errors).toBe(
      `Port ${port} is taken. Choose another with --control, or any free one with --control 127.0.0.1:0.\n`,
    );
  });
});

describe("case-comments-mock", () => {
  it("prints its address as one line of JSON, then one for each answer", async () => {
    const run = start("--port", "0", "--log", "json");
    const url = await started(run);
    expect(JSON.parse(run.output)).toEqual({ event: "listening", url });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    await (await post(url)).text();
    run.child.kill("SIGTERM");
    expect(await run.ended).toBe(0);
    expect(
      run.output
        .trimEnd()
        .split("\n")
        .slice(1)
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { event: "answered", method: "GET", status: 200, response: "ready", ms: expect.any(Number) },
      {
        event: "answered",
        method: "POST",
        operation: "addCaseComment",
        status: 400,
        response: "invalidActionMissing",
        hint: "required at body /action, required at body /communication",
        ms: expect.any(Number),
      },
    ]);
    expect(run.errors).toBe("");
  });

  it("tells what to replace in a sample that was pasted as it stands", async () => {
    const run = start("--port", "0", "--log", "pretty");
    const url = await started(run);
    const response = await fetch(`${url}/api/v1/cases/YOUR_CASE_ID`, {
      method: "POST",
      headers: { "cv-api-key": "YOUR_SECRET_KEY", "content-type": "application/json" },
      body: JSON.stringify({
        action: "ADD_COMMUNICATION",
        communication: {
          text: "Comment text",
          isRestricted: false,
          author: { email: "support_user@carevalidate.com", firstName: "John", lastName: "Doe" },
          webhookNotify: true,
          attachments: [
            { isRestricted: false, isPHI: false, fileName: "Screenshot_01.png", content: "BASE64_STRING" },
          ],
        },
      }),
    });
    expect(response.status).toBe(400);
    const hint = response.headers.get("case-comments-mock-hint") ?? "";
    for (const placeholder of ["YOUR_CASE_ID", "YOUR_SECRET_KEY", "BASE64_STRING"])
      expect(hint).toContain(placeholder);
    run.child.kill("SIGTERM");
    await run.ended;
    expect(run.output).toContain(hint);
  });

  it("runs a command with its address, and ends with its code", async () => {
    const program = `fetch(process.env.CASE_COMMENTS_BASE_URL + "/healthz")
      .then((response) => { console.log("status", response.status); process.exitCode = 7; })`;
    const run = start("--", node, "-e", program, "--", "--help");
    expect(await run.ended).toBe(7);
    expect(run.output).toBe("status 200\n");
    expect(run.errors).toContain('"event":"listening"');
  });

  it("keeps the control of another mock from its command, so that no answer is ordered there", async () => {
    vi.stubEnv("CASE_COMMENTS_MOCK_CONTROL", "http://127.0.0.1:9");
    vi.stubEnv("CASE_COMMENTS_MOCK_CONTROL_TOKEN", "the-token-of-another");
    onTestFinished(() => void vi.unstubAllEnvs());
    const program = `const names = Object.keys(process.env).filter((name) => /^CASE_COMMENTS_/.test(name));
      console.log(names.join());`;
    const run = start("--log", "off", "--", node, "-e", program);
    expect(await run.ended).toBe(0);
    expect(run.output).toBe("CASE_COMMENTS_BASE_URL\n");
  });

  it("ends by the signal that its command ended by", async () => {
    const run = start("--log", "off", "--", node, "-e", 'process.kill(process.pid, "SIGTERM")');
    expect(await run.ended).toBe("SIGTERM");
  });

  it.for(["SIGTERM", "SIGINT", "SIGHUP"] as const)("passes %s on to its command", async (signal) => {
    const program = `process.on("${signal}", () => { console.log("got it"); process.exit(5); });
      console.log("here"); setInterval(() => {}, 1000);`;
    const run = start("--log", "off", "--", node, "-e", program);
    await started(run);
    run.child.kill(signal);
    expect(await run.ended).toBe(5);
    expect(run.output).toBe("here\ngot it\n");
  });

  it("says that there is no such command", async () => {
    const run = start("--log", "off", "--", "no-such-command-anywhere");
    expect(await run.ended).toBe(127);
    expect(run.errors).toBe("The command can't be run (ENOENT).\n");
  });

  it("says that a port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const run = start("--port", String(port));
    expect(await run.ended).toBe(1);
    expect(run.errors).toBe(
      `Port ${port} is taken. Choose another with --port, or any free one with --port 0.\n`,
    );
    expect(run.output).toBe("");
    other.close();
  });

  it("says that it can't listen, or can't record", async () => {
    const noHost = start("--host", "no-such-host.invalid");
    expect(await noHost.ended).toBe(1);
    expect(noHost.errors).toMatch(/^The mock can't listen on no-such-host\.invalid, port 4010 \(\w+\)\.\n$/);
    const noFile = start("--port", "0", "--record", join(tmpdir(), "no-such-folder-anywhere", "requests"));
    expect(await noFile.ended).toBe(1);
    expect(noFile.errors).toBe("The file to record to can't be opened (ENOENT).\n");
  });

  it("lets an answer come that is due when it is told to stop", async () => {
    const run = start("--port", "0");
    const url = new URL(await started(run));
    const due = request(url, { method: "POST", headers: { expect: "100-continue" } });
    due.flushHeaders();
    await once(due, "continue");
    run.child.kill("SIGTERM");
    // It takes no more connections once it has got the signal.
    while (await fetch(url).catch(() => undefined));
    due.end("{}");
    const [response] = await once(due, "response");
    expect(response.resume().statusCode).toBe(405);
    expect(await run.ended).toBe(0);
  });

  it("records nothing of what can't be answered any more when it is told to stop", async () => {
    const folder = await mkdtemp(join(tmpdir(), "mock-record-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const run = start("--port", "0", "--log", "json", "--record", join(folder, "requests.jsonl"));
    const { hostname, port } = new URL(await started(run));
    const request =
      "POST /api/v1/cases/7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11 HTTP/1.1\r\nhost: localhost\r\ncontent-length: 0\r\n\r\n";
    const connections = Array.from({ length: 4 }, () => connect(Number(port), hostname));
    for (const connection of connections) {
      connection.on("error", () => {});
      connection.write(request.repeat(3_000));
    }
    await Promise.race(connections.map((connection) => once(connection, "data")));
    run.child.kill("SIGTERM");
    expect(await run.ended).toBe(0);
    expect(run.errors).toBe("");
  });

  it("appends to the record of an earlier run", async () => {
    const folder = await mkdtemp(join(tmpdir(), "case-comments-"));
    const file = join(folder, "requests.jsonl");
    await writeFile(file, '{"earlier":true}\n');
    const run = start("--port", "0", "--record", file);
    await (await post(await started(run), "{}")).text();
    run.child.kill("SIGTERM");
    await run.ended;
    const lines = (await readFile(file, "utf8")).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { earlier: true },
      { response: "invalidActionMissing" },
    ]);
    await rm(folder, { recursive: true });
  });

  it.skipIf(process.platform === "win32")(
    "lets a line that could not be written whole spoil no other",
    async () => {
      const folder = await mkdtemp(join(tmpdir(), "case-comments-"));
      const file = join(folder, "requests.jsonl");
      await writeFile(file, '{"killed":');
      const limited = ["-c", 'ulimit -f 1; exec "$@"', "sh", node, bin, "--port", "0", "--record", file];
      const run = startProgram("/bin/sh", ...limited);
      const url = await started(run);
      for (let count = 0; count < 10; count += 1) await (await post(url)).text();
      const [torn, ...others] = (await readFile(file, "utf8")).split("\n").reverse();
      expect(torn).not.toBe("");
      const [killed, ...whole] = others.reverse();
      expect([killed, whole.map((line) => JSON.parse(line).status)]).toEqual([
        '{"killed":',
        whole.map(() => 400),
      ]);
      // There is room again.
      await writeFile(file, torn ?? "");
      await (await post(url)).text();
      expect(
        (await readFile(file, "utf8")).split("\n").map((line, at) => (at === 1 ? JSON.parse(line) : line)),
      ).toMatchObject([torn, { status: 400 }, ""]);
      run.child.kill("SIGTERM");
      expect(await run.ended).toBe(74);
      await rm(folder, { recursive: true });
    },
  );

  it("records what was asked, and bodies only if told to", async () => {
    const folder = await mkdtemp(join(tmpdir(), "case-comments-"));
    const recorded = async (...args: string[]) => {
      const file = join(folder, "requests.jsonl");
      const run = start("--port", "0", "--record", file, ...args);
      await (await post(await started(run), '{"action":"ADD_COMMUNICATION","communication":{}}')).text();
      run.child.kill("SIGTERM");
      await run.ended;
      const [line = "", ...more] = (await readFile(file, "utf8")).trimEnd().split("\n");
      await rm(file);
      expect(more).toEqual([]);
      return JSON.parse(line);
    };
    const asked = {
      method: "POST",
      operation: "addCaseComment",
      status: 400,
      response: "missingRequiredField",
      violations: [
        { in: "body", pointer: "/communication/text", rule: "required" },
        { in: "body", pointer: "/communication/isRestricted", rule: "required" },
        { in: "body", pointer: "/communication/author", rule: "required" },
      ],
    };
    expect(await recorded()).toEqual(asked);
    expect(await recorded("--record-bodies")).toEqual({
      ...asked,
      path: { caseId: "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11" },
      body: { action: "ADD_COMMUNICATION", communication: {} },
    });
    await rm(folder, { recursive: true });
  });

  it.skipIf(!existsSync("/dev/full"))(
    "says that a line of the record was lost, and ends with 74",
    async () => {
      const run = start("--port", "0", "--record", "/dev/full");
      const url = await started(run);
      for (let count = 0; count < 2; count += 1) expect((await post(url)).status).toBe(400);
      run.child.kill("SIGTERM");
      expect(await run.ended).toBe(74);
      expect(run.errors).toBe("The record is incomplete: a line can't be written (ENOSPC).\n");
    },
  );

  it("records a body that is nested too deeply to be written again, before its answer is sent", async () => {
    const folder = await mkdtemp(join(tmpdir(), "case-comments-"));
    const file = join(folder, "requests.jsonl");
    const run = start("--port", "0", "--record", file, "--record-bodies");
    const url = await started(run);
    const deep = `{"a":\n${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    for (let count = 1; count <= 20; count += 1) {
      await post(url, deep);
      const lines = (await readFile(file, "utf8")).trimEnd().split("\n");
      expect(lines.length).toBe(count);
      expect(lines.at(-1)).toContain(`"body":${deep.replace("\n", " ")}}`);
    }
    run.child.kill("SIGTERM");
    expect(await run.ended).toBe(0);
    await rm(folder, { recursive: true });
  });

  it("stops although nobody reads what it has printed", async () => {
    const run = start("--port", "0", "--log", "json");
    const url = await started(run);
    run.child.stdout.pause();
    // More than a pipe and what is read ahead of it hold.
    for (let round = 0; round < 60; round += 1)
      await Promise.all(Array.from({ length: 50 }, async () => (await post(url)).text()));
    const exited = once(run.child, "exit");
    run.child.kill("SIGTERM");
    expect(await exited).toEqual([0, null]);
    run.child.stdout.destroy();
  });

  it("shows people the shape of a path that there isn't, and nothing else of it", async () => {
    const run = start("--port", "0", "--log", "pretty");
    const url = await started(run);
    expect((await post(`${url}/api/v1`)).status).toBe(404);
    run.child.kill("SIGTERM");
    await run.ended;
    expect(run.output).toContain(" POST /api/v1/api/v1/cases/… ");
    expect(run.output).not.toContain("7c0e6f7a");
  });

  it("outlives whoever reads its log", async () => {
    const run = start("--port", "0", "--log", "json");
    const url = await started(run);
    run.child.stdout.destroy();
    for (let count = 0; count < 5; count += 1) await (await post(url)).text();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    run.child.kill("SIGTERM");
    expect(await run.ended).toBe(0);
  });

  it("explains itself", async () => {
    const help = start("--help");
    expect(await help.ended).toBe(0);
    expect(help.output).toContain("Usage: case-comments-mock");
    expect(help.output).toContain("00000000-0000-4000-8000-0000000f0503");
    expect(help.output.split("\n").filter((line) => line.length > 80)).toEqual([]);
    const version = start("--version");
    expect(await version.ended).toBe(0);
    expect(version.output).toMatch(/^\d+\.\d+\.\d+\n$/);
    const wrong = start("--prot", "1");
    expect(await wrong.ended).toBe(2);
    expect(wrong.errors).toMatch(/--prot.*\nSee case-comments-mock --help\.\n$/);
  });
});
