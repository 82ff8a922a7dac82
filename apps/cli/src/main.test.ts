import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { type Mock, startMock } from "@case-comments/mock";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

const bin = fileURLToPath(new URL("../bin/case-comments.js", import.meta.url));
const aCase = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
const options = ["--text", "Jane Roe called", "--visible", "--author-email", "rosa@clinic.example"];
const secrets = /Jane|Roe|rosa|7c0e6f7a|sk-secret|\s+at .*\.[jt]s:/;

function cli(args: string[], { input = "", key = "sk-secret" }: { input?: string; key?: string } = {}) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const env = { ...process.env, CV_API_KEY: key };
    const child = execFile(process.execPath, [bin, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
    child.stdin?.end(input);
  });
}

describe("case-comments", () => {
  let mock: Mock;
  const servers: Server[] = [];
  beforeAll(async () => {
    mock = await startMock({ port: 0, log: "off" });
  });
  afterAll(() => mock.close());
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  });

  async function serverThat(listener: RequestListener): Promise<string> {
    const server = createServer(listener).listen(0, "127.0.0.1");
    servers.push(server);
    await once(server, "listening");
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it("ends with 0 when the comment was created", async () => {
    const { code, stdout, stderr } = await cli(["add", aCase, ...options, "--base-url", mock.url]);
    expect(stdout).toMatch(/^Comment created\n {2}id {2}[0-9a-f-]{36}\n {2}at {2}\S+Z\n$/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  it("ends with 1 when it was refused", async () => {
    const args = ["add", "00000000-0000-4000-8000-000000000404", ...options, "--base-url", mock.url];
    const { code, stdout, stderr } = await cli(args);
    expect(stderr).toMatch(/\(caseNotFound, 404\)\nThe comment was not created\.\n$/);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  });

  it("ends with 2 when the command line or the key is wrong, and sends nothing", async () => {
    const { requests } = mock;
    const before = requests.length;
    const noKey = await cli(["add", aCase, ...options, "--base-url", mock.url], { key: "" });
    expect(noKey).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("CV_API_KEY") });
    const noAuthor = await cli(["add", aCase, "--text", "x", "--visible", "--base-url", mock.url]);
    expect(noAuthor).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("--author-email"),
    });
    const plainHttp = await cli(["add", aCase, ...options, "--base-url", "http://clinic.example"]);
    expect(plainHttp).toMatchObject({ code: 2, stdout: "" });
    expect(plainHttp.stderr).not.toMatch(secrets);
    expect(requests.length).toBe(before);
  });

  it("ends with 3 when nothing was sent", async () => {
    // Nobody listens there. A port that was free a moment ago could be another test's by now.
    const refused = await cli(["add", aCase, ...options, "--base-url", "http://127.0.0.1:5", "--json"]);
    expect(JSON.parse(refused.stdout)).toMatchObject({
      ok: false,
      error: { kind: "network", delivery: "not-sent" },
    });
    expect(refused.code).toBe(3);
    const noFile = ["--attach", "Jane Roe.pdf:phi:visible", "--base-url", mock.url];
    const unreadable = await cli(["add", aCase, ...options, ...noFile]);
    expect(unreadable).toEqual({ code: 3, stdout: "", stderr: "attachment 1 can't be read (ENOENT)\n" });
    const notAUuid = await cli(["add", "YOUR_CASE_ID", ...options, "--base-url", mock.url]);
    expect(notAUuid).toMatchObject({ code: 3, stderr: expect.stringContaining("invalidInput") });
  });

  it("ends with 4 when the comment may exist", async () => {
    const url = await serverThat((request, response) => {
      request.resume().on("end", () => response.destroy());
    });
    const { code, stdout, stderr } = await cli(["add", aCase, ...options, "--base-url", url]);
    expect(stderr).toMatch(/The comment may exist\. Look at the case/);
    expect(stderr).not.toMatch(secrets);
    expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
  });

  it("ends with 4, and says so, when it is interrupted while it waits for the answer", async () => {
    const url = await serverThat((request) => {
      request.resume().on("end", () => child.kill("SIGINT"));
    });
    const child = spawn(process.execPath, [bin, "add", aCase, ...options, "--base-url", url, "--json"], {
      env: { ...process.env, CV_API_KEY: "sk-secret" },
    });
    let stdout = "";
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
    });
    const [code] = await once(child, "close");
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { kind: "aborted", delivery: "unknown" } });
    expect(code).toBe(4);
  });

  it("takes the text from standard input", async () => {
    let received = "";
    const url = await serverThat((request, response) => {
      request.on("data", (chunk) => {
        received += chunk;
      });
      request.on("end", () => response.writeHead(404).end());
    });
    const args = options.with(1, "-");
    await cli(["add", aCase, ...args, "--base-url", url], { input: "Two\nlines\n" });
    expect(JSON.parse(received).communication.text).toBe("Two\nlines");
  });

  it("teaches when it is asked for help", async () => {
    const { code, stdout } = await cli(["--help"]);
    expect(code).toBe(0);
    for (const word of ["--restricted", "--visible", "CV_API_KEY", "Exit codes", "Example"]) {
      expect(stdout).toContain(word);
    }
    expect(stdout.split("\n").every((line) => line.length <= 80)).toBe(true);
    expect((await cli(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
