import { existsSync } from "node:fs";
import { glob, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { contract } from "@case-comments/contract";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { commandLine as cli } from "../../apps/cli/src/command-line.ts";
import { ownContract } from "../../apps/sandbox/src/api/served-contract.ts";
import { checkReceiverCommandLine } from "../../apps/sandbox/src/check-receiver/command-line.ts";
import {
  commandLine as sandbox,
  usualPort as sandboxPort,
} from "../../apps/sandbox/src/command/command-line.ts";
import { listenCommandLine } from "../../apps/sandbox/src/listen/command-line.ts";
import { commandLine as mock } from "../../packages/mock/src/command-line.ts";
import { controlContract } from "../../packages/mock/src/control/control-contract.ts";
import { rehearseCommandLine } from "../../packages/mock/src/rehearse/command-line.ts";
import { nodes } from "../runtimes/runtime.ts";
import { codeIn, namesIn, readProse } from "./markdown.ts";
import { commandsIn, type ShellCommand } from "./shell.ts";

const cwd = fileURLToPath(new URL("../..", import.meta.url));
const { scripts } = JSON.parse(await readFile(`${cwd}package.json`, "utf8")) as { scripts: object };
const usualMock = mock([], true);
const mockPort = usualMock.name === "run" ? usualMock.port : undefined;

const isUsage = (command: { name: string }) => command.name === "usage";
const none = () => undefined;

/** What is wrong with the arguments of a program; a program that isn't here is not one for prose. */
const programs: Record<string, (args: string[]) => string | undefined> = {
  npm: ([verb = "", name = ""]) => {
    if (["ci", "cit", "install", "pack", "start", "test"].includes(verb)) return undefined;
    return verb === "run" && name in scripts ? undefined : "no script of that name";
  },
  npx: (args) => {
    // Without the first, it may fetch another program of that name; without the second, it takes the
    // program's options for its own.
    const isSafe = args[0] === "--no" && args[1] === "--";
    const [program = "", ...rest] = isSafe ? args.slice(2) : args;
    if (!(program in packaged)) return "no program of that name";
    return packaged[program]?.(rest) ?? (isSafe || program in fetched ? undefined : "not with --no --");
  },
  node: ([file = ""]) => (existsSync(`${cwd}${file}`) ? undefined : "no such file"),
  curl: (args) => {
    const url = args.map((arg) => arg.replaceAll(/\$\w+/g, "x")).find((arg) => arg.startsWith("http"));
    if (!url || !URL.canParse(url)) return "no address";
    const { port, pathname } = new URL(url);
    const usual = args.some((arg) => arg.startsWith("--data")) ? "POST" : "GET";
    const method = args.includes("--request") ? (args[args.indexOf("--request") + 1] ?? "") : usual;
    const served =
      Number(port) === mockPort ? [contract] : Number(port) === sandboxPort ? [contract, ownContract] : [];
    const isServed = served.some(({ matchOperation }) => {
      const match = matchOperation(method, pathname);
      return match && "operation" in match;
    });
    return isServed ? undefined : `nothing answers ${method} there`;
  },
  "case-comments": (args) => ownProgram(args),
  // Run as it stands in test/hostile/identity.ts.
  openssl: none,
  // Run as far as they can be in test/package/mock.test.ts.
  tar: none,
  docker: none,
  python3: ([flag]) => (flag === "-m" ? undefined : "no module"),
  // As in test/support-desk/sample.test.ts.
  ...Object.fromEntries(["mkdir", "cp", "cd"].map((name) => [name, none])),
  // What a shell does by itself.
  ...Object.fromEntries(
    ["while", "do", "done", "[", "break", "sleep", "export", "source", "apt-get"].map((name) => [name, none]),
  ),
};

/** The programs that a registry has. Their runs are held elsewhere: other-tools.test.ts. */
const fetched = { "openapi-typescript": none };

/** The programs that packages bring. */
const packaged: Record<string, (args: string[]) => string | undefined> = {
  "case-comments-mock": (args) => {
    const isWrong =
      args[0] === "rehearse" ? isUsage(rehearseCommandLine(args.slice(1))) : isUsage(mock(args, false));
    return isWrong ? "no such use" : problemBehindDashes(args);
  },
  "case-comments-sandbox": (args) => {
    const [name, ...given] = args;
    const command =
      name === "listen"
        ? listenCommandLine(given, { CV_API_KEY: "a key" })
        : name === "check-receiver"
          ? checkReceiverCommandLine(given, { WEBHOOK_SECRET: "a secret" })
          : sandbox(args, { isTerminal: false });
    return isUsage(command) ? "no such use" : problemBehindDashes(args);
  },
  "case-comments": (args) => (args.length === 0 ? undefined : ownProgram(args)),
  ...fetched,
};

function ownProgram(args: string[]): string | undefined {
  try {
    cli(args);
    return undefined;
  } catch {
    return "no such use";
  }
}

/** A command behind `--` is one itself. */
function problemBehindDashes(args: string[]): string | undefined {
  const end = args.indexOf("--");
  return end === -1 ? undefined : problemOf(args.slice(end + 1));
}

function problemOf([program = "", ...args]: ShellCommand): string | undefined {
  const check = programs[program];
  const problem = check ? check(args) : "no such program";
  return problem && `${[program, ...args].join(" ")}: ${problem}`;
}

const problemsOf = (script: string) => commandsIn(script).flatMap((command) => problemOf(command) ?? []);

/** What is wrong with a workflow for a CI. */
function problemsOfWorkflow(text: string): string[] {
  const { jobs } = parse(text) as { jobs: Record<string, { steps: Step[] }> };
  return Object.values(jobs).flatMap(({ steps }) => steps.flatMap(problemsOfStep));
}

interface Step {
  run?: string;
  uses?: string;
  with?: Record<string, unknown>;
}

const actions = new Set(["actions/checkout@v5", "actions/setup-node@v5"]);

function problemsOfStep({ run, uses, with: given = {} }: Step): string[] {
  if (run !== undefined) return problemsOf(run);
  const problems = actions.has(uses ?? "") ? [] : [`${uses}: no such action`];
  const major = given["node-version"];
  if (major !== undefined && !(`Node ${major}` in nodes)) problems.push(`Node ${major} is not tried`);
  return problems;
}

const files: string[] = [];
for await (const file of glob("{*.md,apps/*/README.md,apps/docs/guides/*.md,packages/*/README.md}", { cwd }))
  if (file !== "BENCHMARKS.md") files.push(file);

describe.each(files)("%s", (file) => {
  it("shows commands that there are, used as they can be", async () => {
    const text = await readProse(file);
    expect(codeIn(text, "sh").flatMap(problemsOf)).toEqual([]);
    const inSentences = namesIn(text).filter((name) => name.startsWith("npx "));
    expect(inSentences.flatMap(problemsOf)).toEqual([]);
    const workflows = codeIn(text, "yaml").filter((code) => code.includes("jobs:"));
    expect(workflows.flatMap(problemsOfWorkflow)).toEqual([]);
  });
});

/** What can be asked of the servers beside the operations that their documents have. */
const probes = ["GET /", "GET /healthz", "GET /livez", "GET /readyz"];

function isServed(request: string): boolean {
  const [method = "", path = ""] = request.split(/[ ?]/);
  const answered = [contract, ownContract, controlContract].some(({ matchOperation }) => {
    const match = matchOperation(method, path);
    return match && "operation" in match;
  });
  return answered || probes.includes(request);
}

it("requests in prose are served", async () => {
  for (const file of files) {
    const requests = namesIn(await readProse(file)).filter((name) =>
      /^(GET|HEAD|POST|PUT|DELETE) \//.test(name),
    );
    expect(
      requests.filter((request) => !isServed(request)),
      file,
    ).toEqual([]);
  }
  expect(isServed("GET /health")).toBe(false);
});

it("names are found behind a block of code, and not in it", () => {
  expect(namesIn("`a`\n```sh\nnpm ci # `b`\n```\nand `c`")).toEqual(["a", "c"]);
});

it("the defaults that the mock's README shows are those of its options", async () => {
  const [, shown = ""] =
    /await startMock\(\); \/\/ \{ (.*), seed, tls \}/.exec(await readProse("packages/mock/README.md")) ?? [];
  const source = await readProse("packages/mock/src/mock.ts");
  const [, options = ""] = /interface MockOptions \{(.*?)^\}/ms.exec(source) ?? [];
  const defaults = options.matchAll(/@default (\S+)\n {3}\*\/\n {2}(\w+)\?:/g);
  expect(shown.split(", ").toSorted()).toEqual(
    Array.from(defaults, ([, value, name]) => `${name} = ${value}`).toSorted(),
  );
});

it.for([
  "npm cid",
  "npm run tests",
  "npx --no -- case-comments-mok",
  "npx case-comments-mock",
  "npx --no case-comments-mock --port 1",
  "npx --no -- case-comments-mock --prot 1",
  "npx --no -- case-comments-mock -- npm tset",
  "npx --no -- case-comments-mock rehearse --fault 503 -- npm test",
  "npx --no -- case-comments-sandbox --dat x",
  "npx --no -- case-comments-sandbox listen --to http://127.0.0.1:8080/",
  "npx --no -- case-comments-sandbox check-receiver http://127.0.0.1:8080/ --secret WEBHOOK_SECRET",
  "node no-such-file.js",
  "curl http://127.0.0.1:4011/api/v1/cases/x --data x",
  "curl http://127.0.0.1:4010/api/v2/cases/x --data x",
  "curl http://127.0.0.1:4020/sandbox/v1/webhook --request PATCH --data x",
  "CV_API_KEY=k case-comments add x --txt y",
  "bower install",
])("finds what is wrong with: %s", (script) => {
  expect(problemsOf(`${script} # as somebody might write`)).toHaveLength(1);
});

it("finds what is wrong with a workflow", () => {
  const steps = [
    "uses: actions/checkout@v1",
    "uses: actions/setup-node@v5\n  with: { node-version: 18 }",
    "run: npm cid",
  ];
  const text = `jobs:\n  test:\n    steps:\n${steps
    .map((step) => `- ${step}`)
    .join("\n")
    .replaceAll(/^/gm, "      ")}`;
  expect(problemsOfWorkflow(text)).toHaveLength(3);
});
