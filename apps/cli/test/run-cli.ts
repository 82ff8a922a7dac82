import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Readable, Writable } from "node:stream";
import { text as readAll } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

export const bin = fileURLToPath(new URL("../bin/case-comments.js", import.meta.url));
export const aCase = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
/** The least that makes a comment, but where it goes. */
export const aComment = [
  "add",
  aCase,
  "--text",
  "Jane Roe called",
  "--visible",
  "--author-email",
  "rosa@clinic.example",
];
/** What must never be printed: what was given, the key, and stacks. */
export const secrets = /Jane|Roe|rosa|7c0e6f7a|sk-secret|^\s+at |node:internal/m;

export interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  /** What standard input holds; it is empty otherwise. */
  input?: string | Uint8Array;
  env?: NodeJS.ProcessEnv;
  /** Where standard output goes. */
  stdout?: "pipe" | number;
  cwd?: string;
}

/** The real program, started. */
export function startCli(args: readonly string[], { env, stdout = "pipe", cwd }: RunOptions = {}) {
  const child = spawn(process.execPath, [bin, ...args], {
    env: { ...process.env, CV_API_KEY: "sk-secret", ...env },
    stdio: ["pipe", stdout, "pipe"],
    cwd,
  }) as ChildProcessByStdio<Writable, Readable | null, Readable>;
  onTestFinished(() => void child.kill("SIGKILL"));
  child.stdin.on("error", () => {});
  const printed = Promise.all([child.stdout && readAll(child.stdout).catch(() => ""), readAll(child.stderr)]);
  const ended = once(child, "close").then(async ([code]): Promise<Run> => {
    const [out, err] = await printed;
    return { code: code as number | null, stdout: out ?? "", stderr: err };
  });
  return { child, ended };
}

/** The real program, run to its end. */
export function cli(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const { child, ended } = startCli(args, options);
  child.stdin.end(options.input ?? "");
  return ended;
}

export const created = {
  status: 200,
  success: true,
  message: "Case comment created successfully",
  data: { commentId: "e4f8d5a2-9b2f-4c5c-8d1f-8c6f1d9e2a3b", createdAt: "2024-09-04T12:00:00.000Z" },
};

/** A server for one test that has read each request to its end before it answers. */
export async function startServer(
  respond: (response: ServerResponse, body: string) => void = (response) => answer(response, 200, created),
): Promise<{ url: string; bodies: string[] }> {
  const bodies: string[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    const body = await readAll(request).catch(() => undefined);
    if (body === undefined) return;
    bodies.push(body);
    respond(response, body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies };
}

export function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

export const refused = {
  status: 404,
  success: false,
  message: "Invalid request",
  error: "No Case found for provided details!",
};
