import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** Where the receivers lie. */
export const receivers = fileURLToPath(new URL("receivers", import.meta.url));

/** What a receiver finds in its environment. */
export const receiverEnv = { WEBHOOK_SECRET: "a secret of these tests, 5f0c" };

/** A receiver in a process of its own. */
export interface ReceiverProcess {
  url: string;
  end(): Promise<void>;
}

/** The command that runs a receiver, by what it is built on. */
function commandFor(receiver: string): [string, ...string[]] {
  const file = `${receivers}/${receiver}`;
  if (receiver.endsWith(".py")) return ["python3", "-B", file];
  if (receiver.includes("/next/")) return [process.execPath, `${receivers}/serve-route.mjs`, file];
  const isShort = receiver.endsWith("holds-it-three-times.mjs");
  return [process.execPath, ...(isShort ? ["--max-old-space-size=40"] : []), file];
}

/**
 * Starts a receiver on a free port.
 *
 * @param receiver its file, below `receivers`
 * @throws {Error} with what it printed, if it ends before it listens
 */
export async function startReceiver(receiver: string): Promise<ReceiverProcess> {
  const [program, ...args] = commandFor(receiver);
  const env = { ...process.env, ...receiverEnv, PYTHONPATH: receivers };
  // What it says of its errors is its own.
  const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "close");
  let errors = "";
  child.stderr.on("data", (text) => {
    errors = (errors + text).slice(-10_000);
  });
  const port = await new Promise<string>((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (text) => {
      said += text;
      const [, found] = /listening on (\d+)\n/.exec(said) ?? [];
      if (found) resolve(found);
    });
    void ended.then(() => reject(new Error(errors)));
  });
  return {
    url: `http://127.0.0.1:${port}/`,
    async end() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

const bin = fileURLToPath(new URL("../../apps/sandbox/bin/case-comments-sandbox.js", import.meta.url));

/** What a check of a receiver says. */
export interface Verdict {
  code: number;
  findings: { kind: string; place: string; sent: string[] }[];
  checks: { kind: string; place: string }[];
  gaps: string[];
  tried: { sent: string; status?: number; problem?: string }[];
  /** All that it printed. */
  output: string;
  errors: string;
}

/** Runs the real command. */
export async function runCheck(args: readonly string[], env: Record<string, string> = {}): Promise<Verdict> {
  const child = spawn(process.execPath, [bin, "check-receiver", ...args], {
    env: { ...process.env, GITHUB_STEP_SUMMARY: "", ...receiverEnv, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [output, errors] = ["", ""];
  child.stdout.on("data", (text) => {
    output += text;
  });
  child.stderr.on("data", (text) => {
    errors += text;
  });
  const [code] = (await once(child, "close")) as [number];
  const report = output.startsWith("{") ? JSON.parse(output) : {};
  return { findings: [], checks: [], gaps: [], tried: [], ...report, code, output, errors };
}

/** Checks the receiver at an address, with its own count. */
export const checkAt = (url: string, ...args: string[]): Promise<Verdict> =>
  runCheck([url, "--secret-env", "WEBHOOK_SECRET", "--count", url, "--json", ...args]);

/** Starts a receiver, and checks it. */
export async function checkReceiver(receiver: string, ...args: string[]): Promise<Verdict> {
  const started = await startReceiver(receiver);
  try {
    return await checkAt(started.url, ...args);
  } finally {
    await started.end();
  }
}
