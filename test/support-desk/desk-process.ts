import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const desk = fileURLToPath(new URL("../../apps/support-desk/src/desk.ts", import.meta.url));

/** The backend of a support desk in a process of its own, which can be killed and started again. */
export class DeskProcess {
  readonly #env: NodeJS.ProcessEnv;
  readonly #program: string;
  #child: ChildProcess | undefined;
  #output = "";
  url = "";

  /** @param env what it is told, beside its port, which stays the same once it has one */
  constructor(env: NodeJS.ProcessEnv, program = desk) {
    this.#program = program;
    this.#env = { ...process.env, PORT: "0", ...env };
  }

  /** All that it has printed, on standard output and standard error. */
  get output(): string {
    return this.#output;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** @throws {Error} with what it printed, if it ends before it listens */
  async start(): Promise<this> {
    // As its package starts it.
    const child = spawn(process.execPath, ["--max-semi-space-size=2", this.#program], {
      env: this.#env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    const ended = once(child, "close");
    let printed = "";
    this.url = await new Promise<string>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (text) => {
          this.#output += text;
          printed += text;
          const found = /"event":"listening","url":"([^"]+)"/.exec(printed)?.[1];
          if (found) resolve(found);
        });
      }
      void ended.then(() => reject(new Error(printed)));
    });
    this.#env.PORT = new URL(this.url).port;
    return this;
  }

  /** Ends it, and gives its exit code, or the signal that ended it. */
  async end(signal: NodeJS.Signals = "SIGTERM"): Promise<number | NodeJS.Signals> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? 0;
    const ended = once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>;
    child.kill(signal);
    const [code, by] = await ended;
    return by ?? code ?? 0;
  }
}
