import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startMock } from "@case-comments/mock";
import ts from "typescript";
import { expect, it, onTestFinished } from "vitest";
import { dist } from "./docs-page.ts";

const folder = new URL("../guides/", dist);
const blocks = (
  await Promise.all(
    (
      await readdir(folder)
    ).map(async (file) => {
      const text = await readFile(new URL(file, folder), "utf8");
      return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = "", code = ""], index) => ({
        name: `${file}, block ${index + 1}`,
        language,
        code,
      }));
    }),
  )
).flat();

/** What a reader of the guides has already. */
const surroundings = `
  import type { CaseCommentsClient, NewComment } from "@case-comments/client";
  import type { Mock } from "@case-comments/mock";
  declare global {
    const cases: CaseCommentsClient;
    const caseId: string, callId: string, id: string, text: string, secret: string, signature: string;
    const comment: NewComment;
    const mock: Mock;
    const bytes: Uint8Array, file: File, size: number;
    const bucket: { download(id: string): ReadableStream<Uint8Array> };
    const queue: { add(body: Uint8Array): Promise<void> };
    const store: Record<"created" | "unknown" | "failed", (callId: string, outcome?: string) => Promise<void>>;
  }
`;

it("the guides' TypeScript compiles", () => {
  const sources = new Map(
    [
      ["surroundings", surroundings],
      ...blocks.filter(({ language }) => language === "ts").map(({ name, code }) => [name, code]),
    ].map(([name, code]) => [
      fileURLToPath(new URL(`${name}.mts`, import.meta.url)),
      `${code}\nexport {};\n`,
    ]),
  );
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    types: ["node"],
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.asynciterable.d.ts"],
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (file) => sources.has(file) || fileExists(file);
  host.getSourceFile = (file, version, ...rest) => {
    const source = sources.get(file);
    return source === undefined
      ? getSourceFile(file, version, ...rest)
      : ts.createSourceFile(file, source, version);
  };
  const program = ts.createProgram([...sources.keys()], options, host);
  const problems = ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
  expect(sources.size).toBeGreaterThan(5);
  expect(problems).toEqual([]);
});

const calls = blocks.filter(
  ({ code }) => code.includes("http://127.0.0.1:4010/") || code.includes("--base-url"),
);

it("the guides hold calls to the mock", () => {
  expect(calls).not.toEqual([]);
});

it.for(calls)("the call in $name adds a comment", async ({ code }) => {
  const mock = await startMock();
  onTestFinished(() => mock.close());
  const bin = fileURLToPath(new URL("../../apps/cli/bin/case-comments.js", import.meta.url));
  const script = `case-comments() { "$NODE" "$BIN" "$@"; }\n${code.replaceAll("http://127.0.0.1:4010", mock.url)}`;
  const env = { ...process.env, NODE: process.execPath, BIN: bin };
  const { stdout } = await promisify(execFile)("bash", ["-c", script], { env });
  expect(stdout).toMatch(/comment ?created/i);
  expect(mock.requests).toMatchObject([{ response: "commentCreated", violations: [] }]);
});
