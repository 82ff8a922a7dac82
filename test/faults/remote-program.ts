import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Call, CallReport, Outcome } from "./call.ts";

/** A program on another runtime that makes calls for us. */
export class RemoteProgram {
  /** All that it has printed. */
  output = "";
  readonly #child: ChildProcess;
  readonly #closed: Promise<unknown[]>;
  readonly #pending = new Map<number, PromiseWithResolvers<Outcome>>();
  #calls = 0;

  constructor(command: string, args: readonly string[], options: SpawnOptions = {}) {
    const child = spawn(command, args, { ...options, stdio: ["pipe", "pipe", "pipe"] });
    this.#child = child;
    this.#closed = once(child, "close");
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        this.output += text;
      });
    }
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.startsWith("outcome ")) this.#settle(JSON.parse(line.slice("outcome ".length)));
    });
    // It may be gone before it has read everything.
    child.stdin.on("error", () => {});
    child.on("close", () => {
      for (const { reject } of this.#pending.values())
        reject(new Error(`${command} has ended:\n${this.output.slice(-2_000)}`));
    });
  }

  /** Makes a call there. */
  async make(call: Call): Promise<CallReport> {
    if (this.#child.exitCode !== null) throw new Error(`it has ended:\n${this.output.slice(-2_000)}`);
    const id = ++this.#calls;
    const pending = Promise.withResolvers<Outcome>();
    this.#pending.set(id, pending);
    this.#child.stdin?.write(`${JSON.stringify({ id, call })}\n`);
    return { outcome: await pending.promise, loggable: {} };
  }

  /** Lets it end by itself, and gives its exit code. */
  async end(): Promise<number | null> {
    this.#child.stdin?.end();
    const [code] = await this.#closed;
    return code as number | null;
  }

  #settle({ id, outcome }: { id: number; outcome: Outcome }): void {
    this.#pending.get(id)?.resolve(outcome);
    this.#pending.delete(id);
  }
}
