import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** The sandbox's program. */
export const sandboxProgram = fileURLToPath(
  new URL("../../apps/sandbox/bin/case-comments-sandbox.js", import.meta.url),
);

/** A sandbox in a process of its own. */
export interface SandboxProcess {
  url: string;
  port: number;
  pid: number;
  /** What it has printed on standard output and standard error so far. */
  output(): string;
  errors(): string;
  /** Ends it, and gives its exit code, or the signal that ended it. */
  end(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals>;
}

/**
 * Starts a sandbox on a free port.
 *
 * @throws {Error} with what it printed, if it ends before it listens
 */
export async function startSandboxProcess(
  args: readonly string[],
  env: Record<string, string> = {},
  program = sandboxProgram,
): Promise<SandboxProcess> {
  const child = spawn(process.execPath, [program, ...args, "--port", "0", "--log", "json"], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>;
  let errors = "";
  child.stderr.on("data", (text) => {
    errors += text;
  });
  let output = "";
  child.stdout.on("data", (text) => {
    output += text;
  });
  const url = await new Promise<string>((resolve, reject) => {
    // To look through all of a long log for each line that is added would take longer than the sandbox does.
    child.stdout.on("data", function look() {
      const found = /"event":"listening","url":"([^"]+)"/.exec(output)?.[1];
      if (!found) return;
      child.stdout.off("data", look);
      resolve(found);
    });
    void ended.then(() => reject(new Error(errors)));
  });
  return {
    url,
    port: Number(new URL(url).port),
    pid: child.pid ?? 0,
    output: () => output,
    errors: () => errors,
    async end(signal = "SIGTERM") {
      child.kill(signal);
      const [code, by] = await ended;
      return by ?? code ?? 0;
    },
  };
}

/** Runs a command of the sandbox to its end. */
export async function runSandbox(args: readonly string[], env: Record<string, string> = {}, cwd = ".") {
  const child = spawn(process.execPath, [sandboxProgram, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const run = { code: 0, output: "", errors: "" };
  child.stdout.on("data", (text) => {
    run.output += text;
  });
  child.stderr.on("data", (text) => {
    run.errors += text;
  });
  [run.code] = (await once(child, "close")) as [number];
  return run;
}
