import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const bin = fileURLToPath(new URL("../../bin/case-comments-mock.js", import.meta.url));

/** A program that posts a comment as `addComment` says, and ends with 1 if that fails. */
const program = (addComment: string) => `
const env = process.env;
const url = env.CASE_COMMENTS_BASE_URL + "/api/v1/cases/" + env.CASE_COMMENTS_CANARY_CASE_ID;
const body = JSON.stringify({
  action: "ADD_COMMUNICATION",
  communication: {
    text: env.CASE_COMMENTS_CANARY_TEXT,
    isRestricted: false,
    author: { email: env.CASE_COMMENTS_CANARY_EMAIL },
  },
});
const headers = { "cv-api-key": env.CASE_COMMENTS_CANARY_KEY, "content-type": "application/json" };
const usual = { method: "POST", headers, body, redirect: "error" };
const within = (ms) => ({ ...usual, signal: AbortSignal.timeout(ms) });
const read = async (response) => {
  if (!response.ok) throw new Error("status " + response.status);
  return (await response.json()).data;
};
${addComment}
try {
  await addComment();
} catch {
  process.exitCode = 1;
}
`;

const programs = {
  correct: "const addComment = async () => read(await fetch(url, within(5000)));",
  again: `const once = async () => read(await fetch(url, within(5000)));
    const addComment = () => once().catch(once);`,
  printing: `const addComment = async () => read(await fetch(url, within(5000))).catch((error) => {
    console.log(Buffer.from("request " + body).toString("base64"));
    throw error;
  });`,
  following: `const addComment = async () => read(await fetch(url, { ...within(5000), redirect: "follow" }));`,
  waiting: "const addComment = async () => read(await fetch(url, usual));",
  dying: `const addComment = async () => {
    if ((await fetch(url, within(5000))).status === 503) process.kill(process.pid, "SIGKILL");
  };`,
  swallowing: "const addComment = () => fetch(url, within(5000)).catch(() => {});",
  // A child that outlives it, unless it is ended with its group.
  leaving: `const { spawn } = await import("node:child_process");
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    child.unref();
    (await import("node:fs")).appendFileSync(env.PIDS, child.pid + "\\n");
    const addComment = async () => read(await fetch(url, within(5000)));`,
  // A test that starts a mock and orders an answer, and calls once more without.
  joining: `const { startMock } = await import(${JSON.stringify(new URL("../../dist/index.js", import.meta.url).href)});
    const mock = await startMock();
    const session = mock.session();
    headers["cv-api-key"] = session.apiKey;
    const addComment = async () => {
      await session.next("caseNotFound");
      const { status } = await fetch(url.replace(env.CASE_COMMENTS_BASE_URL, mock.url), within(5000));
      await session.waitFor(1);
      await mock.close();
      if (status !== 404) throw new Error("not what was ordered");
      const once = async () => read(await fetch(url, within(5000)));
      await once().catch(once);
    };`,
  failing: `const addComment = () => { throw new Error(); };`,
  calling: `const addComment = async () => {};`,
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "case-comments-rehearse-"));
  for (const [name, addComment] of Object.entries(programs))
    await writeFile(join(folder, `${name}.mjs`), program(addComment));
});
afterAll(() => rm(folder, { recursive: true }));

interface Rehearsed {
  code: number | null;
  stdout: string;
  stderr: string;
}

function rehearse(args: readonly string[], env: Record<string, string> = {}): Promise<Rehearsed> {
  return new Promise((resolve) => {
    const whole = { ...process.env, GITHUB_STEP_SUMMARY: "", ...env };
    const options = { cwd: folder, env: whole };
    execFile(process.execPath, [bin, "rehearse", ...args], options, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

const node = process.execPath;
const rehearseProgram = (name: keyof typeof programs, ...options: string[]) =>
  rehearse([...options, "--json", "--", node, `${name}.mjs`]);

const printed = (what: string) => ({
  kind: "leak",
  faults: ["503"],
  happened: expect.stringContaining(what),
});

describe("a rehearsal names", () => {
  it.for<[keyof typeof programs, string[], object[], object[]]>([
    ["correct", ["503", "429"], [], []],
    ["again", ["503", "429"], [{ kind: "duplicate", faults: ["503"] }], []],
    ["printing", ["503"], [printed("text"), printed("author")], []],
    ["following", ["redirect"], [{ kind: "leak", faults: ["redirect"] }], []],
    ["joining", ["503"], [{ kind: "duplicate", faults: ["503"] }], []],
    ["dying", ["503", "200-html"], [{ kind: "crash", faults: ["503"] }], [{ kind: "unnoticed" }]],
    ["swallowing", ["503", "429"], [], [{ kind: "unnoticed" }, { kind: "mayBeLost" }]],
  ])(
    "what is wrong with a program that is %s",
    { timeout: 60_000 },
    async ([name, faults, findings, checks]) => {
      const { code, stdout, stderr } = await rehearseProgram(name, "--faults", faults.join());
      const report = JSON.parse(stdout);
      expect(report.findings).toMatchObject(findings);
      expect(report.findings).toHaveLength(findings.length);
      expect(report.checks).toMatchObject(checks);
      expect(code).toBe(findings.length > 0 ? 3 : 0);
      expect(report).toMatchObject({
        runs: 2 + faults.length,
        calls: [{ operation: "addCaseComment", times: 1 }],
      });
      expect(stderr.split("\n").filter(Boolean)).toHaveLength(2 + faults.length);
    },
  );

  it("one that waits for ever, and ends it", { timeout: 60_000 }, async () => {
    const { code, stdout } = await rehearseProgram("waiting", "--faults", "stall", "--wait", "2");
    expect(JSON.parse(stdout).findings).toMatchObject([{ kind: "hang", faults: ["stall"] }]);
    expect(code).toBe(3);
  });
});

it("leaves no process behind", { timeout: 60_000 }, async () => {
  const pids = join(folder, "pids");
  const { code } = await rehearse(["--faults", "429", "--", node, "leaving.mjs"], { PIDS: pids });
  expect(code).toBe(0);
  const left = (await readFile(pids, "utf8")).trimEnd().split("\n").map(Number);
  expect(left).toHaveLength(3);
  const { stdout } = await new Promise<{ stdout: string }>((resolve) =>
    execFile("ps", ["-o", "stat=", "-p", left.join()], (_, stdout) => resolve({ stdout })),
  );
  // Who has ended may stay in the table of processes until somebody asks for its code.
  expect(stdout.split("\n").filter((state) => state && !state.startsWith("Z"))).toEqual([]);
});

it("ends its command when it is interrupted, and ends by that signal", { timeout: 60_000 }, async () => {
  const child = spawn(node, [bin, "rehearse", "--faults", "stall", "--", node, "waiting.mjs"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let told = "";
  for await (const chunk of child.stderr) {
    told += chunk;
    if (told.includes("Run 3")) child.kill("SIGINT");
  }
  const signal = child.signalCode ?? (await once(child, "exit"))[1];
  expect(signal).toBe("SIGINT");
});

describe("it can't judge", () => {
  it.for<[keyof typeof programs, RegExp]>([
    ["failing", /^Can't judge: without a fault the command fails, in run 1\./m],
    ["calling", /^Can't judge: the command passes, but makes no call that succeeds, in run 1\./m],
  ])("a program that is %s", async ([name, told]) => {
    const { code, stdout, stderr } = await rehearseProgram(name);
    expect(code).toBe(4);
    expect(stderr).toMatch(told);
    expect(stdout).toBe("");
  });

  it("what can't be run, or is not understood", async () => {
    expect(await rehearse(["--", "no-such-command-anywhere"])).toMatchObject({ code: 127 });
    expect(await rehearse(["--faults", "tea", "--", "true"])).toMatchObject({ code: 2, stdout: "" });
    expect(await rehearse(["--help"])).toMatchObject({ code: 0, stderr: "" });
  });
});

it("writes its reports where they are wanted, with nothing in them that was sent", {
  timeout: 60_000,
}, async () => {
  const [junit, summary] = [join(folder, "junit.xml"), join(folder, "summary.md")];
  const args = ["--faults", "503", "--junit", junit, "--", node, "printing.mjs"];
  const { code, stdout } = await rehearse(args, { GITHUB_STEP_SUMMARY: summary });
  expect(code).toBe(3);
  const texts = [stdout, await readFile(junit, "utf8"), await readFile(summary, "utf8")];
  for (const text of texts) {
    expect(text).toContain("The comment's text was printed.");
    expect(text).not.toMatch(/[0-9a-f]{32}|[0-9a-f-]{36}|printing/);
  }
  const unwritable = [
    "--faults",
    "429",
    "--junit",
    join(folder, "no", "junit.xml"),
    "--",
    node,
    "correct.mjs",
  ];
  // Nothing is run for a report that can't be written.
  expect(await rehearse(unwritable)).toMatchObject({
    code: 1,
    stderr: "The report can't be written (ENOENT).\n",
  });
});
