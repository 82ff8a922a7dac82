import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { createServer as createHttpsServer, Server as HttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { canMakeIdentity, makeIdentity } from "../hostile/identity.ts";
import { isMissing } from "../required-tools.ts";
import { plantedBugs } from "./planted-bugs.ts";
import { checkAt, checkReceiver, receiverEnv, runCheck, startReceiver } from "./receiver-process.ts";

const hasPython = !isMissing("python3");
/** What needs packages is tried in run.ts. */
const isAtHand = (receiver: string) =>
  /^(node|next)\//.test(receiver) || (hasPython && /^python\//.test(receiver));
const bugs = plantedBugs.filter(({ receiver }) => isAtHand(receiver));
const correct = ["node/receiver.mjs", "next/route.mjs", "python/receiver.py"].filter(isAtHand);

/** Has a server listen until the test is over, and gives its address. */
async function listening(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const scheme = server instanceof HttpsServer ? "https" : "http";
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe.concurrent("check-receiver", () => {
  it.each(bugs)("finds $receiver: $bug ($expected)", async ({ receiver, expected }) => {
    // Where something is waited for in vain.
    const isWaiting = expected === "lost" || expected === "slow";
    const largest = expected === "dies" ? "8" : "1";
    const { code, findings } = await checkReceiver(
      `planted/${receiver}`,
      ...["--largest", largest, "--time-limit", isWaiting ? "2" : "30"],
    );
    expect(findings.map(({ kind }) => kind)).toContain(expected);
    expect(code).toBe(3);
  });

  it.each(correct)("finds nothing in %s", async (receiver) => {
    const { findings, checks, gaps, code, tried } = await checkReceiver(
      `correct/${receiver}`,
      ...["--time-limit", "60"],
    );
    expect({ findings, checks, gaps, code }).toEqual({ findings: [], checks: [], gaps: [], code: 0 });
    expect(tried.length).toBeGreaterThan(40);
  });

  it("can't judge where nobody is, and nothing is counted or accepted", async () => {
    const receiver = await startReceiver("correct/node/receiver.mjs");
    const check = (...args: string[]) =>
      runCheck([...args, "--secret-env", "WEBHOOK_SECRET", "--largest", "1"]);
    const count = (command: string) => check(receiver.url, "--count", command);
    const foreign = runCheck([receiver.url, "--secret-env", "OTHER"], { OTHER: "other" });
    const whys = [
      await count("echo many"),
      await count("exit 7"),
      await count("no-such-command-here 2>&1"),
      await foreign,
    ];
    await receiver.end();
    whys.push(await check(receiver.url));
    expect(whys).toMatchObject(whys.map(() => ({ code: 4, output: "" })));
    expect(whys.map(({ errors }) => errors.replace(/^Can't judge: /, "").split("\n")[0])).toEqual([
      "the count can't be read (it gives no number).",
      "the count can't be read (it ends with 7).",
      "the count can't be read (it ends with 127).",
      expect.stringContaining("even a genuine comment in the usual form is refused (401)"),
      "nobody can be reached there (ECONNREFUSED).",
    ]);
  });

  it.each(["8.8.8.8", "[2606:4700::1111]"])(
    "sends nothing to %s on the internet unless that is meant",
    async (host) => {
      const refused = await runCheck([`https://${host}:1/`, "--secret-env", "WEBHOOK_SECRET"]);
      expect(refused).toMatchObject({ code: 2, output: "", errors: expect.stringContaining("--internet") });
    },
  );

  it.runIf(canMakeIdentity)("says that a certificate is not trusted, and judges where it is", async () => {
    const identity = await makeIdentity();
    onTestFinished(identity.remove);
    const server = createHttpsServer(identity, (request, response) => {
      request.resume().on("end", () => response.writeHead(401).end());
    });
    const url = await listening(server);
    const check = (env: Record<string, string>) => runCheck([url, "--secret-env", "WEBHOOK_SECRET"], env);
    expect(await check({})).toMatchObject({
      code: 4,
      errors: expect.stringContaining("NODE_EXTRA_CA_CERTS"),
    });
    const trusted = await check({ NODE_EXTRA_CA_CERTS: identity.certFile });
    expect(trusted).toMatchObject({ code: 4, errors: expect.stringContaining("refused (401)") });
  });

  it("finds who compares half of a signature, and who remembers the last comment alone", async () => {
    let [last, kept] = ["", 0];
    async function receive(request: IncomingMessage): Promise<number> {
      const body = Buffer.concat(await Array.fromAsync(request));
      const right = createHmac("sha256", receiverEnv.WEBHOOK_SECRET).update(body).digest("hex");
      const signature = String(request.headers["x-cv-signature"]);
      if (signature.length !== right.length || signature.slice(32) !== right.slice(32)) return 401;
      const { event, payload } = JSON.parse(body.toString());
      if (event !== "ADD_CASE_COMMENT") return 204;
      const { id } = payload.comments ?? payload.comment;
      if (id !== last) kept += 1;
      last = id;
      return 204;
    }
    const server = createServer((request, response) => {
      if (request.method === "GET") response.end(String(kept));
      else
        receive(request).then(
          (status) => void response.writeHead(status).end(),
          () => void response.writeHead(400).end(),
        );
    });
    const { findings } = await checkAt(await listening(server), "--largest", "1", "--time-limit", "30");
    expect(findings.map(({ kind, sent }) => [kind, sent])).toEqual([
      ["forged", ["a signature that is right but for its beginning"]],
      ["twice", ["a comment that comes again behind another"]],
    ]);
  });

  it("follows no redirect, and takes one for a refusal", async () => {
    const paths: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      paths.push(request.url);
      request.resume().on("end", () => response.writeHead(307, { location: "/elsewhere" }).end());
    });
    const url = `${await listening(server)}here`;
    const { code, errors } = await runCheck([url, "--secret-env", "WEBHOOK_SECRET"]);
    expect({ code, errors }).toMatchObject({ code: 4, errors: expect.stringContaining("(307)") });
    expect(new Set(paths)).toEqual(new Set(["/here"]));
  });

  it("writes its reports where they are wanted, with nothing of the receiver's in them", async () => {
    const folder = await mkdtemp(join(tmpdir(), "check-receiver-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const server = createServer((request, response) => {
      request.resume().on("end", () => response.writeHead(200, { "x-answer": "Kestrel" }).end("Kestrel"));
    });
    const url = `${await listening(server)}?token=Kestrel`;
    const [junit, summary] = [join(folder, "junit.xml"), join(folder, "summary.md")];
    const args = [url, "--secret-env", "SECRET", "--junit", junit, "--largest", "1"];
    const env = { SECRET: "Kestrel", GITHUB_STEP_SUMMARY: summary };
    const asText = await runCheck(args, env);
    const asJson = await runCheck([...args, "--json"], env);
    expect(asJson.findings.map(({ kind }) => kind)).toEqual(["forged"]);
    const written = [await readFile(junit, "utf8"), await readFile(summary, "utf8")];
    for (const text of [asText.output, asJson.output, ...written]) {
      expect(text).toContain("It accepted an event that nobody trustworthy has signed.");
      expect(text).not.toMatch(/Kestrel|127\.0\.0\.1|[0-9a-f]{32}/);
    }
    expect(asText.output.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect([asText.errors, asJson.errors]).toEqual(["", ""]);
    const unwritable = await runCheck([...args, "--junit", join(folder, "no", "junit.xml")], env);
    expect(unwritable).toMatchObject({ code: 1, errors: expect.stringContaining("(ENOENT)") });
  });

  it("explains what is wrong with how it is used, and names no value", async () => {
    const { code, output, errors } = await runCheck(["http://127.0.0.1:1/", "--secret-env", "Kestrel"]);
    expect({ code, output }).toEqual({ code: 2, output: "" });
    expect(errors).toMatch(/See case-comments-sandbox check-receiver --help\.\n$/);
    expect(errors).not.toContain("Kestrel");
  });

  it("says what it is for", async () => {
    const { code, output, errors } = await runCheck(["--help"]);
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    expect(output).toMatch(/^Tries a receiver/);
  });
});
