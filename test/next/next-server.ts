import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** A server of Next.js. */
export interface NextServer {
  url: string;
  end(): Promise<void>;
}

/** Next.js' own command, as it is installed for a folder. */
export const nextCommand = (folder: string): string => join(folder, "node_modules/next/dist/bin/next");

/** What Next.js must find in its environment to leave everybody alone. */
export const nextEnv = {
  NEXT_TELEMETRY_DISABLED: "1",
  // Otherwise it asks the registry about a lockfile that lies elsewhere.
  NEXT_IGNORE_INCORRECT_LOCKFILE: "1",
};

/**
 * Starts Next.js on a free port.
 *
 * @param command its own, which may be installed elsewhere
 * @param args `start` or `dev`
 * @throws {Error} with what it said, if it ends before it serves
 */
export async function startNext(
  command: string,
  folder: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<NextServer> {
  const server = spawn(process.execPath, [command, ...args, "-p", "0", "-H", "127.0.0.1"], {
    cwd: folder,
    env: { ...process.env, ...nextEnv, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    // It starts processes of its own, which end with it.
    detached: true,
  });
  const ended = once(server, "close");
  const end = async () => {
    if (server.pid && server.exitCode === null) process.kill(-server.pid, "SIGKILL");
    await ended;
  };
  try {
    return { url: await addressOf(server), end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Where it serves, once it says so. */
async function addressOf({ stdout, stderr }: ChildProcess): Promise<string> {
  let said = "";
  return new Promise((resolve, reject) => {
    const hear = (text: string) => {
      said = (said + text).slice(-10_000);
      const [address] = /http:\/\/(127\.0\.0\.1|localhost):[1-9]\d*/.exec(said) ?? [];
      if (address && /ready/i.test(said)) resolve(address);
    };
    stderr?.setEncoding("utf8").on("data", hear);
    stdout?.setEncoding("utf8").on("data", hear);
    stdout?.on("end", () => reject(new Error(`it did not start:\n${said}`)));
  });
}
