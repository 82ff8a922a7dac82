import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { operations } from "@case-comments/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeIn } from "../prose/markdown.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const env = {
  ...process.env,
  npm_config_offline: "true",
  npm_config_audit: "false",
  npm_config_fund: "false",
};

/** A project that has the tarball beside it, and nothing else. */
let project: string;
/** The installed package. */
let installed: string;
let readme: string;

const read = (file: string) => readFile(join(installed, file), "utf8");
const shell = (command: string) => run("sh", ["-c", command], { cwd: project, env });

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "case-comments-mock-package-"));
  installed = join(project, "node_modules/@case-comments/mock");
  await run("npm", ["pack", "--ignore-scripts", "-w", "packages/mock", "--pack-destination", project], {
    cwd: root,
    env,
  });
  const manifest = { private: true, type: "module", scripts: { test: "node integration.js" } };
  await writeFile(join(project, "package.json"), JSON.stringify(manifest));
  await writeFile(join(project, "integration.js"), integration);
  readme = await readFile(join(root, "packages/mock/README.md"), "utf8");
  await shell(commandIn(readme, "npm install"));
});
afterAll(() => rm(project, { recursive: true, force: true }));

/** The test of an integration that does nothing wrong. */
const integration = `
import { answers, canary } from "@case-comments/mock";

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
const created = answers.find(({ name }) => name === "commentCreated");
if (response?.status !== created.status) process.exitCode = 1;
else if (!(await response.text()).startsWith("{")) process.exitCode = 1;
`;

/** A command that the README shows, by how it begins. */
function commandIn(markdown: string, beginning: string): string {
  const shown = [
    ...codeIn(markdown, "sh"),
    ...codeIn(markdown, "yaml").map((code) => code.replace(/^ *- run: /gm, "")),
  ];
  const command = shown.flatMap((code) => code.split("\n")).find((line) => line.startsWith(beginning));
  if (!command) throw new Error(`the README shows no command that begins with ${beginning}`);
  return command.replace(/ #.*$/, "");
}

describe("the README, with the tarball alone", () => {
  it("is in the package, and none of its links is dead", async () => {
    for (const file of (await readdir(installed)).filter((name) => name.endsWith(".md"))) {
      const links = [...(await read(file)).matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, link = ""]) => link);
      for (const link of links.filter((each) => !/^https?:/.test(each)))
        await expect(read(link), `${file}: ${link}`).resolves.toBeDefined();
    }
    expect(await read("README.md")).toBe(readme);
  });

  it("runs tests beside the mock, in CI", { timeout: 60_000 }, async () => {
    const { stderr } = await shell(commandIn(readme, "npx --no -- case-comments-mock -- "));
    expect(stderr).toContain('"response":"commentCreated"');
  });

  it("rehearses them", { timeout: 120_000 }, async () => {
    const { stdout } = await shell(commandIn(readme, "npx --no -- case-comments-mock rehearse"));
    expect(stdout).toContain("Rehearsed 1 call under 6 faults, in 8 runs.");
  });

  it("has types that need nothing else", { timeout: 60_000 }, async () => {
    const consumer = `
      import * as mock from "@case-comments/mock";
      const started: mock.Mock = await mock.startMock({ log: "off" } satisfies mock.MockOptions);
      const last: mock.RecordedRequest | undefined = started.requests.at(-1);
      const rule: string | undefined = last?.violations[0]?.rule;
      const fault: mock.Fault = "503";
      const id: string = mock.faults[fault].id;
      const statuses: number[] = mock.answers.map((answer: mock.Answer) => answer.status);
      const values: string[] = mock.testValues.map((value: mock.TestValue) => value.value);
      const text: string = mock.canary("text" satisfies mock.CanaryName);
      export { rule, id, statuses, values, text };
    `;
    await writeFile(join(project, "consumer.ts"), consumer);
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const compilerOptions = { strict: true, noEmit: true, module: "nodenext", target: "es2022", types: [] };
    const config = JSON.stringify({ compilerOptions, files: ["consumer.ts"] });
    await writeFile(join(project, "tsconfig.json"), config);
    const compiled = run(process.execPath, [tsc], { cwd: project });
    await expect(compiled.catch(({ stdout }) => stdout)).resolves.toMatchObject({ stdout: "" });
  });

  it("names every answer and every value for tests, as the help and the constants do", async () => {
    const { stdout: help } = await shell("npx --no -- case-comments-mock --help");
    const { stdout } = await shell(
      `node -e 'import("@case-comments/mock").then(({ answers, testValues }) => console.log(JSON.stringify({ answers, testValues })))'`,
    );
    const { answers, testValues } = JSON.parse(stdout);
    const examples = operations.flatMap(({ operation, responseExamples }) =>
      responseExamples.map(({ name, status, body }) => ({
        operation,
        name,
        status,
        error: (body as { error?: string }).error,
      })),
    );
    expect(answers).toEqual(JSON.parse(JSON.stringify(examples)));
    const reserved = operations.flatMap(({ operation, reservedValues }) =>
      reservedValues.map(({ name: parameter, failure: answer, ...value }) => ({
        operation,
        parameter,
        ...value,
        answer,
      })),
    );
    expect(testValues).toEqual(reserved);
    for (const { name, status } of examples) expect(help).toMatch(new RegExp(`^ +${status} +${name}$`, "m"));
    for (const { value } of reserved) expect(help).toContain(value);
  });
});

describe("the Containerfile", () => {
  it("is built from the package alone, and serves", { timeout: 60_000 }, async () => {
    const context = join(project, "package");
    await run("tar", ["-xzf", tarballIn(commandIn(readme, "npm install"))], { cwd: project });
    const steps = (await readFile(join(context, "Containerfile"), "utf8"))
      .split("\n")
      .flatMap((line) =>
        [...line.matchAll(/^([A-Z]+) (.*)$/g)].map(([, step = "", rest = ""]) => ({ step, rest })),
      );
    const step = (name: string) => steps.find((each) => each.step === name)?.rest ?? "";
    const image = join(project, "image");
    for (const { rest } of steps.filter((each) => each.step === "COPY")) {
      const [from = "", to = ""] = rest.split(" ");
      const target = to.endsWith("/") ? join(image, to, from) : join(image, to);
      await mkdir(dirname(target), { recursive: true });
      await cp(join(context, from), target, { recursive: true });
    }
    const port = await freePort();
    const entry: string[] = JSON.parse(step("ENTRYPOINT"));
    expect(entry).toEqual(["node", expect.any(String), "--host", "0.0.0.0"]);
    const mock = spawn(process.execPath, [...entry.slice(1, 2), "--port", port], {
      cwd: image,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const exited = once(mock, "exit");
    try {
      await once(createInterface(mock.stdout), "line");
      const check: string[] = JSON.parse(/CMD (\[.*\])$/.exec(step("HEALTHCHECK"))?.[1] ?? "[]");
      expect(check.join(" ")).toContain(`127.0.0.1:${step("EXPOSE")}/healthz`);
      const isHealthy = (at: string) =>
        run(
          process.execPath,
          check.slice(1).map((part) => part.replace(step("EXPOSE"), at)),
        ).then(
          () => true,
          () => false,
        );
      expect(await isHealthy(port)).toBe(true);
      mock.kill("SIGTERM");
      expect(await exited).toEqual([0, null]);
      expect(await isHealthy(port)).toBe(false);
    } finally {
      mock.kill("SIGKILL");
    }
  });

  it("is what the README builds and composes", () => {
    const build = commandIn(readme, "docker build");
    expect(build).toMatch(/ -f package\/Containerfile package$/);
    const compose = codeIn(readme, "yaml").find((code) => code.includes("services:")) ?? "";
    expect(compose).toContain("build: { context: package, dockerfile: Containerfile }");
    expect(compose).toContain("/healthz");
  });
});

const tarballIn = (install: string) => /\S+\.tgz/.exec(install)?.[0] ?? "";

async function freePort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return String(port);
}
