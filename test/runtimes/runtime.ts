import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Precision } from "../faults/fault-matrix.ts";
import { RemoteProgram } from "../faults/remote-program.ts";
import type { ClientProcess } from "./client-process.ts";
import { installed } from "./tool.ts";
import { startWorker } from "./workerd.ts";

export interface Runtime {
  readonly name: string;
  readonly precision: Precision;
  /** @param unless `log`, the program leaves the errors of its calls unhandled, and logs nothing */
  start(folder: string, mode: "log" | "crash"): Promise<ClientProcess>;
}

const platform = `${process.platform}-${process.arch}`;

/** The binary of a runtime, by platform; only those that the lockfile pins. */
function binary(name: string, byPlatform: Readonly<Record<string, string>>): string {
  const path = byPlatform[platform];
  if (!path || !existsSync(installed(path))) {
    throw new Error(`${name} is not installed for ${platform}; run npm ci --prefix test/runtimes`);
  }
  return installed(path);
}

const program = (name: string, command: () => string, precision: Precision, ...args: string[]): Runtime => ({
  name,
  precision,
  async start(folder, mode) {
    const home = join(folder, "..", "home");
    const env = { HOME: home, PATH: "", DENO_DIR: home, DENO_NO_UPDATE_CHECK: "1", DO_NOT_TRACK: "1" };
    const remote = new RemoteProgram(command(), [...args, join(folder, "program.js"), mode], {
      cwd: folder,
      env,
    });
    return {
      get output() {
        return remote.output;
      },
      make: (call) => remote.make(call),
      async end() {
        const code = await remote.end();
        return code === 0 ? undefined : `exit code ${code}:\n${remote.output.slice(-2_000)}`;
      },
    };
  },
});

const node = (major: string) => () =>
  binary(`Node ${major}`, {
    "linux-x64": `node${major}-x64/bin/node`,
    "linux-arm64": `node${major}-arm64/bin/node`,
  });
const bun = () =>
  binary("Bun", {
    "linux-x64": "@oven/bun-linux-x64/bin/bun",
    "linux-arm64": "@oven/bun-linux-aarch64/bin/bun",
  });
const deno = () =>
  binary("Deno", {
    "linux-x64": "@deno/linux-x64-glibc/deno",
    "linux-arm64": "@deno/linux-arm64-glibc/deno",
  });
const workerd = () =>
  binary("workerd", {
    "linux-x64": "@cloudflare/workerd-linux-64/bin/workerd",
    "linux-arm64": "@cloudflare/workerd-linux-arm64/bin/workerd",
  });

/** Where each Node is. */
export const nodes: Readonly<Record<string, () => string>> = {
  "Node 20": node("20"),
  "Node 22": node("22"),
  "Node 24": () => process.execPath,
};

/** Every runtime of the matrix, by the word that chooses it. */
export const runtimes: Readonly<Record<string, readonly Runtime[]>> = {
  node: Object.entries(nodes).map(([name, command]) => program(name, command, "exact")),
  bun: [program("Bun", bun, "exact", "run")],
  deno: [program("Deno", deno, "conservative", "run", "--allow-all", "--quiet")],
  workerd: [
    {
      name: "workerd",
      precision: "conservative",
      start: (folder, mode) => startWorker(workerd(), folder, mode),
    },
  ],
};
