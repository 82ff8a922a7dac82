import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { type Sandbox, startSandbox } from "@case-comments/sandbox";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { aCase } from "../contract/request-cases.ts";
import { callOwn, post, readDeliveries, setWebhook } from "./calls.ts";
import { type Received, Receiver } from "./receiver.ts";
import { runSandbox, sandboxProgram } from "./sandbox-process.ts";

const secret = "a-secret-that-is-planted";
// Only against hanging for ever.
const patience = { timeout: 60_000, interval: 20 };

/** Starts `listen`, and waits until it listens, or has ended. */
async function listen(env: Record<string, string>, ...args: string[]) {
  const child = spawn(process.execPath, [sandboxProgram, "listen", ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const run = { output: "", errors: "" };
  child.stdout.on("data", (text) => {
    run.output += text;
  });
  const ended = once(child, "close") as Promise<[number]>;
  await new Promise<void>((resolve) => {
    child.stderr.on("data", (text) => {
      run.errors += text;
      if (run.errors.includes("Listening.")) resolve();
    });
    void ended.then(() => resolve());
  });
  return {
    run,
    lines: () => run.output.split("\n").slice(0, -1),
    async end() {
      child.kill("SIGTERM");
      return (await ended)[0];
    },
  };
}

describe("case-comments-sandbox listen", () => {
  let sandbox: Sandbox;
  let receiver: Receiver;
  let address: string;
  let keys = 0;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox?.close());
  beforeEach(async () => {
    receiver = new Receiver(secret);
    address = await receiver.start();
    keys += 1;
  });
  afterEach(() => receiver.close());
  const env = () => ({
    CV_API_KEY: `test_planted-key-${keys}`,
    CASE_COMMENTS_BASE_URL: sandbox.url,
    WEBHOOK_SECRET: secret,
  });

  it("shows what comes and passes it on as it is, and tells nothing of what it says", async () => {
    const { CV_API_KEY: key } = env();
    const listening = await listen(env(), "--forward", address, "--secret-env", "WEBHOOK_SECRET");
    const { url } = (await callOwn(sandbox.url, key, "GET", "/webhook")).answer;
    await setWebhook(sandbox.url, key, { url, secret, weather: ["clear", "wronglySigned", "otherFirst"] });
    receiver.answer = (response) => {
      response
        .writeHead(receiver.received.at(-1)?.webhook.kind === "forged" ? 401 : 202)
        .end("planted-answer");
    };
    const ids: (string | number)[] = [];
    for (const text of ["planted-text-1", "planted-text-2", "planted-text-3"]) {
      const files = [{ fileName: "planted-name.pdf", content: Buffer.from("planted-content") }];
      ids.push(await post(sandbox.url, key, text, { files }));
      await expect.poll(() => receiver.commentIds.length, patience).toBe(ids.length);
    }
    await expect.poll(() => listening.lines().length, patience).toBe(5);
    const [first, second, third] = ids;
    expect(listening.lines().map((line) => line.split("\t").slice(1))).toEqual([
      ["genuine", "ADD_CASE_COMMENT", first, "202"],
      ["forged", "-", "-", "401"],
      ["genuine", "ADD_CASE_COMMENT", second, "202"],
      ["genuine", "COMMENT_ACKNOWLEDGED", "-", "202"],
      ["genuine", "ADD_CASE_COMMENT", third, "202"],
    ]);
    // The receiver trusts the same ones: not a byte is another.
    expect(receiver.received.map(({ webhook }) => webhook.kind)).toEqual([
      "comment",
      "forged",
      "comment",
      "other",
      "comment",
    ]);
    // The sandbox hears what the receiver answered.
    const [, wronglySigned] = (await readDeliveries(sandbox.url, key)).toReversed();
    expect(wronglySigned?.attempts.map(({ status }) => status)).toEqual([401, 202]);
    // What JSON would print in another way, and what is no text at all.
    const odd = Buffer.concat([Buffer.from('{ "event": "ODD", "payload": 1.0 }'), Buffer.from([0xff, 0x00])]);
    const signature = createHmac("sha256", secret).update(odd).digest("hex");
    const headers = { "content-type": "application/json; charset=utf-8", "x-cv-signature": signature };
    const passed = await fetch(url, { method: "POST", headers, body: new Uint8Array(odd) });
    expect(passed.status).toBe(202);
    const { body, signature: passedOn } = receiver.received.at(-1) as Received;
    expect([body, passedOn]).toEqual([odd, signature]);
    await expect
      .poll(() => listening.lines()[5]?.split("\t").slice(1), patience)
      .toEqual(["genuine", "-", "-", "202"]);
    expect((await fetch(url.replace("/listen", "/other"), { method: "POST" })).status).toBe(404);
    const { output, errors } = listening.run;
    expect(output + errors).not.toMatch(new RegExp(`planted|rosa|${aCase}`));
    expect(await listening.end()).toBe(0);
    expect((await callOwn(sandbox.url, key, "GET", "/webhook")).status).toBe(404);
  });

  it("makes up a secret, says so when nobody is reached, and answers by itself where it forwards nothing", async () => {
    const { CV_API_KEY: key } = env();
    receiver.close();
    const forwarding = await listen(env(), "--forward", address);
    expect(forwarding.run.errors).toMatch(/^Events are signed with the secret [\w-]{32}$/m);
    const id = await post(sandbox.url, key, "to nobody");
    await expect
      .poll(() => forwarding.lines()[0]?.split("\t").slice(1), patience)
      .toEqual(["genuine", "ADD_CASE_COMMENT", id, "not reached"]);
    // Another takes over what one has left behind.
    const alone = await listen(env());
    await expect
      .poll(() => alone.lines()[0]?.split("\t").slice(1), patience)
      .toEqual(["genuine", "ADD_CASE_COMMENT", id, "204"]);
    const statuses = async () =>
      (await readDeliveries(sandbox.url, key))[0]?.attempts.map(({ status }) => status);
    await expect.poll(async () => (await statuses())?.at(-1), patience).toBe(204);
    expect((await statuses())?.[0]).toBe(502);
    // Who is replaced takes nothing back.
    expect(await forwarding.end()).toBe(0);
    expect((await callOwn(sandbox.url, key, "GET", "/webhook")).status).toBe(200);
    expect(await alone.end()).toBe(0);
    expect((await callOwn(sandbox.url, key, "GET", "/webhook")).status).toBe(404);
  });

  it("says so when the sandbox can't reach it", async () => {
    const shared = await startSandbox({ host: "0.0.0.0" });
    try {
      const listening = await listen({ ...env(), CASE_COMMENTS_BASE_URL: shared.url });
      await post(shared.url, env().CV_API_KEY, "nobody hears this");
      await expect.poll(() => listening.run.errors, patience).toContain("can't reach this listener");
      expect(listening.lines()).toEqual([]);
      expect(await listening.end()).toBe(0);
    } finally {
      await shared.close();
    }
  });

  it("says why it can't, without a key, a secret or an address", async () => {
    const { CV_API_KEY: key } = env();
    const listenOnce = (changes: Record<string, string>, ...args: string[]) =>
      runSandbox(["listen", ...args], { ...env(), ...changes });
    await setWebhook(sandbox.url, key, { url: address, secret });
    for (const [run, code, problem] of [
      [await listenOnce({}), 1, "go elsewhere already"],
      [await listenOnce({ CV_API_KEY: "planted-key-of-nobody" }), 1, "knows no such key"],
      [
        await listenOnce({ CV_API_KEY: "test_planted-key-of:outsider" }),
        1,
        "may not read what is restricted",
      ],
      [await listenOnce({ CASE_COMMENTS_BASE_URL: "http://127.0.0.1:9" }), 1, "No sandbox answers"],
      [await listenOnce({ CV_API_KEY: "" }), 2, "CV_API_KEY must hold"],
      [await listenOnce({ CASE_COMMENTS_BASE_URL: "planted" }), 2, "CASE_COMMENTS_BASE_URL must hold"],
      [await listenOnce({}, "--forward", "planted"), 2, "--forward takes"],
      [await listenOnce({}, "--secret-env", "NO_SUCH_VARIABLE"), 2, "--secret-env names"],
      [await listenOnce({}, "planted"), 2, "takes options alone"],
    ] as const) {
      expect([run.code, run.output]).toEqual([code, ""]);
      expect(run.errors).toContain(problem);
      expect(run.errors).not.toContain("planted");
    }
    expect((await callOwn(sandbox.url, key, "GET", "/webhook")).answer.url).toBe(address);
  });
});
