import { spawn } from "node:child_process";
import { once } from "node:events";
import { onTestFinished } from "vitest";

/** A program in a terminal of its own, as a person would use it. Python has the terminal. */
export interface Terminal {
  /** All that it has shown. */
  readonly screen: string;
  type(keys: string): void;
  /** Waits until something is shown; a program that ends before is an error. */
  shows(text: string | RegExp): Promise<void>;
  readonly ended: Promise<void>;
}

/** @param command takes no terminal settings from the machine */
export function openTerminal(
  command: readonly string[],
  { cwd, env = {} }: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Terminal {
  const inPty = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";
  const child = spawn("python3", ["-c", inPty, ...command], {
    cwd,
    env: { ...process.env, TERM: "dumb", ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let screen = "";
  child.stdin.on("error", () => {});
  child.stdout.setEncoding("utf8").on("data", (text) => {
    screen += text;
  });
  const ended = once(child, "close").then(() => {});
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return {
    get screen() {
      return screen;
    },
    type: (keys) => void child.stdin.write(keys),
    async shows(text) {
      const isShown = () => (typeof text === "string" ? screen.includes(text) : text.test(screen));
      while (!isShown()) {
        const isOver = await Promise.race([
          once(child.stdout, "data").then(() => false),
          ended.then(() => true),
        ]);
        if (isOver && !isShown()) throw new Error(`The program ended, and showed only this:\n${screen}`);
      }
    },
    ended,
  };
}
