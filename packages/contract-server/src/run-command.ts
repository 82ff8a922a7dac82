import { once } from "node:events";
import { constants } from "node:os";
import spawn from "cross-spawn";

const passedOn = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** How a command ended: with a code, or by a signal. */
export type Ended = { code: number } | { signal: NodeJS.Signals } | { problem: string };

/**
 * Runs a command with this process's own input and output, passes signals on to it, and waits
 * for its end.
 *
 * @param env added to this process's environment; what is undefined is taken out of it
 */
export async function runCommand(
  [file = "", ...args]: readonly string[],
  env: Record<string, string | undefined>,
): Promise<Ended> {
  const child = spawn(file, args, { stdio: "inherit", env: { ...process.env, ...env } });
  const pass = (signal: NodeJS.Signals) => {
    // Ctrl-C on a terminal reaches the command by itself; twice, many take it for "at once".
    if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of passedOn) process.on(signal, pass);
  try {
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    return signal ? { signal } : { code: code ?? 0 };
  } catch (error) {
    return { problem: (error as NodeJS.ErrnoException).code ?? "unknown" };
  } finally {
    for (const signal of passedOn) process.removeListener(signal, pass);
  }
}

/** As shells have it. */
const noSuchCommand = 127;

/**
 * The exit code that says how a command ended. If a signal ended it, this process ends by the same,
 * because whoever waits for it is to see that.
 *
 * @param tell told why the command could not be run, if it couldn't
 */
export function exitCodeOf(ended: Ended, tell: (problem: string) => void): number {
  if ("code" in ended) return ended.code;
  if ("problem" in ended) {
    tell(`The command can't be run (${ended.problem}).`);
    return noSuchCommand;
  }
  process.kill(process.pid, ended.signal);
  // For what doesn't die of it.
  return 128 + constants.signals[ended.signal];
}
