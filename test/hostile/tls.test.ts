import { execFile } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { connect as connectSecurely } from "node:tls";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Mock, startMock } from "@case-comments/mock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hostileRequests } from "./hostile-requests.ts";
import { canMakeIdentity, type Identity, makeIdentity } from "./identity.ts";
import { RawConnection } from "./raw-connection.ts";
import { isAlive, path, post, validJson } from "./requests.ts";

const bin = fileURLToPath(new URL("../../packages/mock/bin/case-comments-mock.js", import.meta.url));
const run = promisify(execFile);

describe.runIf(canMakeIdentity)("over HTTPS", () => {
  let identity: Identity;
  let mock: Mock;
  beforeAll(async () => {
    identity = await makeIdentity();
    mock = await startMock({ tls: identity });
  });
  afterAll(async () => {
    await mock.close();
    await identity.remove();
  });

  it.for(hostileRequests)("a hostile request is answered: $title", async (hostile) => {
    const { bytes, answers, withoutBodies, halfCloses } = hostile;
    const connection = await RawConnection.open(mock.url, withoutBodies);
    if (halfCloses) connection.socket.end(bytes);
    else connection.socket.write(bytes);
    const received = await connection.receive(answers.length);
    expect(received.map(({ status }) => status)).toEqual(
      answers.map((answer) => Number.parseInt(answer, 10)),
    );
    if (halfCloses) await connection.ended();
    connection.close();
  });

  it.for(["reset", "reset-after"])("%s cuts the connection", async (fault) => {
    const connection = await RawConnection.open(mock.url);
    connection.socket.write(post(validJson, { prefer: `fault=${fault}` }));
    await connection.ended();
    expect(connection.text).toBe("");
    expect(await isAlive(mock.url)).toBe(true);
  });

  it("stall gives no answer, truncated a part, slow a byte at a time, until the mock is closed", async () => {
    const own = await startMock({ tls: identity });
    const open = async (fault: string) => {
      const connection = await RawConnection.open(own.url);
      connection.socket.write(post(validJson, { prefer: `fault=${fault}` }));
      return connection;
    };
    const [stalled, truncated, slow] = [await open("stall"), await open("truncated"), await open("slow")];
    await truncated.ended();
    expect(truncated.text).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\n\{/);
    expect(truncated.answers).toEqual([]);
    await slow.receiveText('\r\n\r\n{"s');
    expect(stalled.text).toBe("");
    await own.close();
    await Promise.all([stalled.ended(), slow.ended()]);
    expect([...stalled.answers, ...slow.answers]).toEqual([]);
  });

  it.for([
    ["HTTP without TLS", "GET / HTTP/1.1\r\nhost: x\r\n\r\n"],
    ["nonsense", "\u0016\u0003\u0001\u0000\u0005hello"],
    ["a record of TLS that is too long", "\u0016\u0003\u0001\u00ff\u00ff".padEnd(70_000, "x")],
  ])("%s ends its connection alone", async ([, bytes = ""]) => {
    const { hostname, port } = new URL(mock.url);
    const socket = connect(Number(port), hostname).on("error", () => {});
    await once(socket, "connect");
    socket.write(bytes, "latin1");
    socket.resume();
    await new Promise((resolve) => socket.once("close", resolve));
    expect(await isAlive(mock.url)).toBe(true);
  });

  it("a handshake that is never ended doesn't keep the mock from being closed", async () => {
    const own = await startMock({ tls: identity });
    const { hostname, port } = new URL(own.url);
    const silent = connect(Number(port), hostname).on("error", () => {});
    await once(silent, "connect");
    expect(await isAlive(own.url)).toBe(true);
    const ended = new Promise((resolve) => silent.once("close", resolve));
    await own.close();
    await ended;
  });

  it("a client that doesn't trust it sends nothing, and the log names one that speaks no TLS", async () => {
    const program = `fetch(process.env.CASE_COMMENTS_BASE_URL + "${path}", { method: "POST", body: "secret" })
      .then(() => process.exitCode = 1, (error) => console.log(error.cause.code))
      .then(() => fetch(process.env.CASE_COMMENTS_BASE_URL.replace("https:", "http:")))
      .catch(() => {});`;
    const { stdout, stderr } = await run(
      process.execPath,
      [
        bin,
        "--log",
        "json",
        "--tls-cert",
        identity.certFile,
        "--tls-key",
        identity.keyFile,
        "--",
        "node",
        "-e",
        program,
      ],
      { env: { ...process.env, NODE_EXTRA_CA_CERTS: "/dev/null" } },
    );
    expect(stdout).toMatch(/^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN)\n$/);
    const lines = stderr.split("\n").filter((line) => line.startsWith("{"));
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { event: "listening", url: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/) },
      { event: "answered", response: "brokenTls" },
    ]);
    expect(stderr).not.toContain("secret");
  });

  it("Node trusts it in the command that the mock runs", async () => {
    const program = `fetch(process.env.CASE_COMMENTS_BASE_URL).then((response) => console.log(response.status));`;
    const env = { ...process.env };
    delete env.NODE_EXTRA_CA_CERTS;
    const args = ["--log", "off", "--tls-cert", identity.certFile, "--tls-key", identity.keyFile];
    const { stdout } = await run(process.execPath, [bin, ...args, "--", "node", "-e", program], { env });
    expect(stdout).toBe("200\n");
  });

  it("its name and address stand in the certificate", async () => {
    const { port } = new URL(mock.url);
    // A machine may not even know the name of its own address.
    for (const name of [{ servername: "localhost" }, {}]) {
      const socket = connectSecurely({ ...name, host: "127.0.0.1", port: Number(port), ca: identity.cert });
      await once(socket, "secureConnect");
      expect(socket.authorized).toBe(true);
      socket.destroy();
    }
  });

  it("a certificate or key that can't be used is told before anything listens", async () => {
    const start = (cert: string, key: string) =>
      run(process.execPath, [bin, "--port", "0", "--tls-cert", cert, "--tls-key", key]).catch(
        (error) => error,
      );
    expect(await start("/no/such/file", identity.keyFile)).toMatchObject({
      code: 1,
      stderr: "--tls-cert can't be used (ENOENT).\n",
    });
    expect(await start(identity.certFile, "/no/such/file")).toMatchObject({
      code: 1,
      stderr: "--tls-key can't be used (ENOENT).\n",
    });
    expect(await start(identity.keyFile, identity.certFile)).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/^--tls-cert with --tls-key can't be used \(ERR_OSSL_\w+\)\.\n$/),
    });
    await expect(startMock({ tls: { cert: "x", key: identity.key } })).rejects.toMatchObject({
      code: expect.stringMatching(/^ERR_OSSL_/),
    });
  });
});
