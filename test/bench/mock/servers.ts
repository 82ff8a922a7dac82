import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { peakMemory } from "../../peak-memory.ts";

const file = (url: string) => fileURLToPath(new URL(url, import.meta.url));
const ours = file("../../../packages/mock/bin/case-comments-mock.js");
const prism = file("../../../node_modules/@stoplight/prism-cli/dist/index.js");
const bundle = fileURLToPath(import.meta.resolve("@case-comments/openapi/openapi.yaml"));

/** The servers that are compared, by the command that starts each. */
export const servers: Record<string, string[]> = {
  "case-comments-mock": [ours, "--port", "0", "--log", "json"],
  "case-comments-mock, --log off": [ours, "--port", "0", "--log", "off"],
  "case-comments-mock, --control": [ours, "--port", "0", "--log", "json", "--control", "127.0.0.1:0"],
  "stock Prism CLI": [prism, "mock", bundle, "-p", "0"],
  "stock Prism CLI, -v fatal": [prism, "mock", bundle, "-p", "0", "-v", "fatal"],
  "bare node:http + JSON.parse": [file("bare-server.ts")],
};

export interface Running {
  port: number;
  /** The most memory it ever had, in bytes. */
  peakMemory(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a server and waits until it says where it listens, or, if it says nothing, until it answers. */
export async function start(name: string): Promise<Running> {
  const command = servers[name] ?? [];
  // A server without a log doesn't say where it listens, so it is told.
  const port = command.includes("fatal") || command.includes("off") ? await freePort() : 0;
  const args = port ? command.with(command.indexOf("0"), String(port)) : command;
  const env = { ...process.env, CASE_COMMENTS_MOCK_CONTROL_TOKEN: "a-token-of-the-bench" };
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"], env });
  const running = (listening: number): Running => ({
    port: listening,
    peakMemory: () => peakMemory(child.pid),
    stop: () => stop(child),
  });
  if (port) {
    await reachable(port);
    return running(port);
  }
  for await (const line of createInterface(child.stdout)) {
    const listening = /http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
    // Prism names an example of a path before it listens.
    if (!listening || (line.includes("›") && !line.includes("listening"))) continue;
    child.stdout.resume();
    return running(Number(listening));
  }
  throw new Error(`${name} ended before it listened`);
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

/** Asks until something listens; gives up after ten seconds. */
async function reachable(port: number): Promise<void> {
  const end = performance.now() + 10_000;
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const connected = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    });
    socket.destroy();
    if (connected) return;
    if (performance.now() > end) throw new Error("nothing listens");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
