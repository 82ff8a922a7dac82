import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Call } from "../faults/call.ts";
import type { ClientProcess } from "./client-process.ts";

// The outside that workers see by default leaves out this machine.
const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (
      allow = ["public", "private", "local"],
      tlsOptions = (trustBrowserCas = true)
    ))
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")]
);
const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.js")],
  compatibilityDate = "2026-11-01"
);
`;

/** Starts the worker of a project. */
export async function startWorker(command: string, folder: string, mode: string): Promise<ClientProcess> {
  await writeFile(join(folder, "worker.capnp"), config);
  // Only if it is verbose does it print what a worker leaves unhandled.
  const child = spawn(command, ["serve", "--verbose", "--control-fd=3", "worker.capnp"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of child.stdio.slice(1, 3) as Readable[]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  const closed = once(child, "close");
  const port = await Promise.race([
    listeningPort(child.stdio[3] as Readable),
    closed.then(() => Promise.reject(new Error(`workerd has ended:\n${output}`))),
  ]);
  return {
    get output() {
      return output;
    },
    async make(call: Call) {
      const response = await fetch(`http://127.0.0.1:${port}/${mode}`, {
        method: "POST",
        body: JSON.stringify(call),
      });
      if (!response.ok) throw new Error(`The worker failed:\n${output.slice(-2_000)}`);
      return { outcome: await response.json(), loggable: {} };
    },
    async end() {
      child.kill();
      await closed;
      return undefined;
    },
  };
}

async function listeningPort(control: Readable): Promise<number> {
  for await (const line of createInterface({ input: control })) {
    const { event, port } = JSON.parse(line);
    if (event === "listen") return port;
  }
  throw new Error("workerd does not listen");
}
