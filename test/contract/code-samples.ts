import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Contract } from "@case-comments/contract";
import { isMissing } from "../required-tools.ts";
import { objection, type Recorded, receivedRequest } from "./recorder.ts";

/** A file that shows how to call an operation. */
export interface CodeSample {
  /** Where it lies below the folder of samples, such as `add-case-comment/curl.sh`. */
  name: string;
  file: string;
  operation: string;
}

const missing: readonly string[] = (["curl", "python3"] as const).filter(isMissing);

/** Whether this machine lacks what a sample is run with. */
export function isLeftOut({ file }: CodeSample): boolean {
  const tool = { "curl.sh": "curl", "python.py": "python3" }[basename(file)];
  return tool !== undefined && missing.includes(tool);
}

/** What runs a sample, by the extension of its file. */
const interpreters: Record<string, string[]> = {
  ".sh": ["sh"],
  ".mjs": [process.execPath],
  ".py": ["python3"],
  ".ts": [process.execPath],
  ".collection": [process.execPath, fileURLToPath(new URL("send-collection.ts", import.meta.url))],
};

/** What the samples attach: long enough for base64 to break lines, and no text. */
export const labReport = Buffer.from(Array.from({ length: 1_000 }, (_, index) => (index * 7) % 256));

const binaries = fileURLToPath(new URL("../../node_modules/.bin", import.meta.url));

/** Runs a program in a folder that holds the files it names, with what it wants to be told in its environment. */
export async function runProgram(
  file: string,
  baseUrl: string,
  {
    files = {},
    key = "key-of-a-sample",
  }: { files?: Readonly<Record<string, Uint8Array>>; key?: string } = {},
  env: NodeJS.ProcessEnv = {},
) {
  const interpreter = interpreters[extname(file)];
  if (!interpreter) throw new Error(`there is no way to run ${basename(file)}`);
  const folder = await mkdtemp(join(tmpdir(), "case-comments-program-"));
  try {
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    const contents = Object.values(files).map((content, index) => [
      `file${index + 1}`,
      Buffer.from(content).toString("base64"),
    ]);
    return await run(
      [...interpreter, file],
      {
        PATH: `${binaries}${delimiter}${process.env.PATH}`,
        CASE_COMMENTS_BASE_URL: baseUrl,
        CV_API_KEY: key,
        // To a Postman collection, the same things have these names.
        ...(extname(file) === ".collection" && { baseUrl, cvApiKey: key, ...Object.fromEntries(contents) }),
        ...env,
      },
      folder,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * The code samples of a contract: in each folder those of one operation, called as it is.
 *
 * @throws {Error} if a folder is called after no operation, or an operation has no folder
 */
export async function codeSamples(folder: URL, { operations }: Contract): Promise<CodeSample[]> {
  const byFolder = new Map(operations.map(({ operation }) => [kebabCase(operation), operation]));
  const folders = await readdir(folder);
  for (const name of folders) if (!byFolder.has(name)) throw new Error(`${name} is called as no operation`);
  for (const name of byFolder.keys()) if (!folders.includes(name)) throw new Error(`${name} has no samples`);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const name = relative(fileURLToPath(folder), file);
      return { name, file, operation: byFolder.get(dirname(name)) ?? "" };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** What a sample did, and the one request that it made. */
export interface SampleRun {
  stdout: string;
  request: Recorded;
}

/**
 * Runs a sample as a reader of the docs would, against a server that a recorder stands before. Its
 * parameters stand in it, or come from the environment: `caseId` is `CASE_ID`, with the value of the
 * contract's example. `lab-report.pdf` lies in its folder.
 *
 * @throws {Error} if it can't be run, fails, or sends anything but one valid request to its operation
 */
export async function runSample(
  { name, file, operation }: CodeSample,
  contract: Contract,
  { url, requests }: { url: string; requests: readonly Recorded[] },
): Promise<SampleRun> {
  const parameters = pathExamples(contract, operation);
  const variables = Object.entries(parameters).map(([key, value]) => [constantCase(key), value]);
  const before = requests.length;
  const files = { "lab-report.pdf": labReport };
  const { code, stdout, stderr } = await runProgram(file, url, { files }, Object.fromEntries(variables));
  if (code !== 0 || stderr !== "") throw new Error(`${name} ended with ${code}: ${stderr}`);
  const sent = requests.slice(before);
  const [request] = sent;
  if (!request || sent.length > 1) throw new Error(`${name} sent ${sent.length} requests`);
  const received = receivedRequest(request, contract);
  if (received?.operation !== operation || !isSame(received.path, parameters))
    throw new Error(`${name} sent ${request.method} ${request.url} instead of ${operation}`);
  if (request.headers["cv-api-key"] !== "key-of-a-sample") throw new Error(`${name} sent another key`);
  const provoked = objection(request, contract);
  if (provoked) throw new Error(`${name} provokes ${provoked}`);
  if (request.status >= 300) throw new Error(`${name} got ${request.status}`);
  return { stdout, request };
}

/** Runs a command, with more in its environment. */
export function run(
  command: string[],
  env: NodeJS.ProcessEnv,
  cwd?: string,
): Promise<{ code: number; stdout: string; stderr: string }> {
  const [file = "", ...args] = command;
  return new Promise((resolve) => {
    execFile(file, args, { cwd, env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

interface ParameterExample {
  name: string;
  in: string;
  example?: unknown;
}

function pathExamples({ document, operation }: Contract, id: string): Record<string, string> {
  const { method, path } = operation(id);
  const item = document.paths[path] ?? {};
  const own = item[method.toLowerCase()] as { parameters?: ParameterExample[] };
  const parameters = [...((item.parameters ?? []) as ParameterExample[]), ...(own.parameters ?? [])];
  const inPath = parameters.filter((parameter) => parameter.in === "path");
  return Object.fromEntries(inPath.map(({ name, example }) => [name, String(example)]));
}

const isSame = (one: object, other: object) => JSON.stringify(one) === JSON.stringify(other);
const kebabCase = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const constantCase = (name: string) => kebabCase(name).replaceAll("-", "_").toUpperCase();
