import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { contract } from "@case-comments/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { packBuilt } from "../packed-package.ts";
import { codeIn, readProse } from "../prose/markdown.ts";
import { isMissing } from "../required-tools.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const readme = await readProse("packages/mock/README.md");
// Nothing of this machine may make a certificate trusted.
const { NODE_EXTRA_CA_CERTS: _, ...machine } = process.env;
const env = {
  ...machine,
  PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
  PYTHONDONTWRITEBYTECODE: "1",
  npm_config_offline: "true",
  npm_config_audit: "false",
  npm_config_fund: "false",
};

/** A test of an integration that does nothing wrong. */
const integration = `
import { canary, responseNames } from "@case-comments/mock";

const response = await fetch(process.env.CASE_COMMENTS_BASE_URL + "/api/v1/cases/" + canary("caseId"), {
  method: "POST",
  headers: { "cv-api-key": canary("key"), "content-type": "application/json" },
  body: JSON.stringify({
    action: "ADD_COMMUNICATION",
    communication: { text: canary("text"), isRestricted: false, author: { email: canary("email") } },
  }),
  redirect: "error",
  signal: AbortSignal.timeout(10_000),
}).catch(() => undefined);
if (response?.status !== 200 || !responseNames.includes("commentCreated")) process.exitCode = 1;
else if (!(await response.text()).startsWith("{")) process.exitCode = 1;
`;

/** One in another language. */
const unittest = `
import os, unittest
from urllib.request import Request, urlopen

class Control(unittest.TestCase):
    def test_it(self):
        token = os.environ["CASE_COMMENTS_MOCK_CONTROL_TOKEN"]
        url = os.environ["CASE_COMMENTS_MOCK_CONTROL"] + "/mock"
        with urlopen(Request(url, headers={"case-comments-mock-token": token})) as answer:
            self.assertIn(os.environ["CASE_COMMENTS_BASE_URL"], answer.read().decode())
`;

/** A project that has the tarball beside it, and nothing else. */
let project: string;
/** The installed package. */
let installed: string;
const shell = (command: string) => run("sh", ["-euc", command], { cwd: project, env });

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "case-comments-mock-package-"));
  installed = join(project, "node_modules/@case-comments/mock");
  await packBuilt(project, "mock");
  const manifest = { private: true, type: "module", scripts: { test: "node integration.js" } };
  await writeFile(join(project, "package.json"), JSON.stringify(manifest));
  await writeFile(join(project, "integration.js"), integration);
  await writeFile(join(project, "test_control.py"), unittest);
  await shell(shown("npm install"));
});
afterAll(() => rm(project, { recursive: true, force: true }));

/** A command that the README shows, by how it begins. */
function shown(beginning: string): string {
  const blocks = [
    ...codeIn(readme, "sh"),
    ...codeIn(readme, "yaml").map((code) => code.replaceAll(/^ *- run: /gm, "")),
  ];
  const lines = blocks.flatMap((code) => code.replaceAll("\\\n", " ").split("\n"));
  const command = lines.find((line) => line.startsWith(beginning));
  if (!command) throw new Error(`The README shows no command that begins with ${beginning}`);
  return command;
}

describe("the mock's README, with the tarball alone", () => {
  it("is in the package, and none of its links is dead", async () => {
    expect(await readFile(join(installed, "README.md"), "utf8")).toBe(readme);
    for (const file of (await readdir(installed)).filter((name) => name.endsWith(".md"))) {
      const text = await readFile(join(installed, file), "utf8");
      for (const [, link = ""] of text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g))
        await expect(readFile(join(installed, link)), `${file}: ${link}`).resolves.toBeDefined();
    }
  });

  it("runs tests beside the mock, as in CI", async () => {
    const { stderr } = await shell(shown("npx --no -- case-comments-mock -- "));
    expect(stderr).toContain('"response":"commentCreated"');
  });

  it("rehearses them", { timeout: 60_000 }, async () => {
    const command = shown("npx --no -- case-comments-mock rehearse").replace("rehearse", "$& --faults 503");
    const { stdout } = await shell(command);
    expect(stdout).toContain("Rehearsed 1 call under 1 fault, in 3 runs.");
  });

  it.skipIf(isMissing("python3"))("lets tests in another language steer the mock", async () => {
    const { stderr } = await shell(shown("npx --no -- case-comments-mock --control"));
    expect(stderr).toMatch(/^Ran 1 test in [\s\S]*^OK$/m);
  });

  it.skipIf(isMissing("openssl"))("makes a certificate, and runs tests over HTTPS", async () => {
    await shell(shown("openssl"));
    const { stderr } = await shell(shown("npx --no -- case-comments-mock --tls-cert"));
    expect(stderr).toContain('"url":"https://');
    expect(stderr).toContain('"response":"commentCreated"');
  });

  it("has types that need nothing else", { timeout: 60_000 }, async () => {
    const consumer = `
      import * as mock from "@case-comments/mock";
      const started: mock.Mock = await mock.startMock({ log: "off" } satisfies mock.MockOptions);
      const session: mock.Session = started.session();
      await session.next("caseNotFound" satisfies mock.ResponseName, { fault: "503" });
      const last: mock.RecordedRequest | undefined = (await session.requests()).at(-1);
      const rule: string | undefined = last?.violations[0]?.rule;
      const id: string = mock.faults["503" satisfies mock.Fault].id;
      const value: "unknown-test-key" = mock.testValues[0].value;
      const text: string = mock.canary("text" satisfies mock.CanaryName);
      export { rule, id, value, text };
    `;
    await writeFile(join(project, "consumer.ts"), consumer);
    const compilerOptions = { strict: true, noEmit: true, module: "nodenext", target: "es2022", types: [] };
    await writeFile(
      join(project, "tsconfig.json"),
      JSON.stringify({ compilerOptions, files: ["consumer.ts"] }),
    );
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const compiled = run(process.execPath, [tsc], { cwd: project });
    await expect(compiled.catch(({ stdout }) => stdout)).resolves.toMatchObject({ stdout: "" });
  });

  it("names every response and every value for tests, in the help and as constants", async () => {
    const { stdout: help } = await shell("npx --no -- case-comments-mock --help");
    const program = `import("@case-comments/mock").then(({ responseNames, testValues }) =>
      console.log(JSON.stringify({ responseNames, testValues })))`;
    const { stdout } = await run(process.execPath, ["-e", program], { cwd: project, env });
    const { responseNames, testValues } = JSON.parse(stdout);
    const examples = contract.operations.flatMap(({ responseExamples }) => responseExamples);
    expect(responseNames).toEqual(examples.map(({ name }) => name));
    for (const name of responseNames) expect(help).toMatch(new RegExp(`^ +${name}$`, "m"));
    const reserved = contract.operations.flatMap(({ operation, reservedValues }) =>
      reservedValues.map(({ name: parameter, failure, ...value }) => ({
        operation,
        parameter,
        ...value,
        response: examples.find((each) => each.failure === failure)?.name,
      })),
    );
    expect(testValues).toEqual(reserved);
    for (const { parameter, value } of reserved) expect(help).toContain(`${parameter}: ${value}\n`);
  });
});

describe("the mock's Containerfile", () => {
  it("is built from the package alone, and serves", { timeout: 60_000 }, async () => {
    await shell(shown("tar -xzf"));
    const context = join(project, "package");
    const steps = Array.from(
      (await readFile(join(context, "Containerfile"), "utf8")).matchAll(/^([A-Z]+) (.*)$/gm),
      ([, step = "", rest = ""]) => ({ step, rest }),
    );
    const step = (name: string) => steps.find((each) => each.step === name)?.rest ?? "";
    const image = join(project, "image");
    for (const { rest } of steps.filter((each) => each.step === "COPY")) {
      const [from = "", to = ""] = rest.split(" ");
      const target = to.endsWith("/") ? join(image, to, from) : join(image, to);
      await mkdir(dirname(target), { recursive: true });
      await cp(join(context, from), target, { recursive: true });
    }
    const [program, ...args]: string[] = JSON.parse(step("ENTRYPOINT"));
    expect([program, ...args]).toEqual(["node", expect.any(String), "--host", "0.0.0.0"]);
    const port = await freePort();
    const mock = spawn(process.execPath, [args[0] ?? "", "--port", port], {
      cwd: image,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const exited = once(mock, "exit");
    try {
      await once(createInterface(mock.stdout), "line");
      const [, inImage = "[]"] = /CMD (\[.*\])$/.exec(step("HEALTHCHECK")) ?? [];
      const checks: string[][] = [JSON.parse(inImage), composed().test.slice(1)];
      const verdicts = () =>
        Promise.all(
          checks.map(([node, ...rest]) => {
            expect(node).toBe("node");
            expect(rest.join(" ")).toContain(`127.0.0.1:${step("EXPOSE")}/healthz`);
            const check = run(
              process.execPath,
              rest.map((part) => part.replace(step("EXPOSE"), port)),
            );
            return check.then(
              () => "healthy",
              () => "unhealthy",
            );
          }),
        );
      expect(await verdicts()).toEqual(["healthy", "healthy"]);
      mock.kill("SIGTERM");
      expect(await exited).toEqual([0, null]);
      expect(await verdicts()).toEqual(["unhealthy", "unhealthy"]);
    } finally {
      mock.kill("SIGKILL");
    }
  });

  it("is what the README builds and composes", () => {
    expect(shown("docker build")).toMatch(/ -f package\/Containerfile package$/);
    expect(composed().build).toEqual({ context: "package", dockerfile: "Containerfile" });
  });
});

/** The mock among the services that the README composes. */
function composed(): { build: object; test: string[] } {
  const code = codeIn(readme, "yaml").find((each) => each.includes("services:")) ?? "";
  const { services } = parse(code);
  const { build, healthcheck } = services["case-comments"];
  return { build, test: healthcheck.test };
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return String(port);
}
