import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { interleaved, median, table } from "../statistics.ts";
import { contenders } from "./contenders.ts";

const rounds = 25;
const callsPerRound = 300;
const warmUpCalls = 1500;

interface Cost {
  /** Microseconds per call. */
  cpu: number;
  wall: number;
}

/** What a small comment costs with each client, each in a process of its own against one server. */
export async function smallCalls(baseUrl: string, generated: string): Promise<string> {
  const worker = fileURLToPath(new URL("small-call-worker.ts", import.meta.url));
  const names = Object.keys(contenders);
  const workers = new Map<string, ChildProcess>();
  const ask = async (name: string, calls: number): Promise<Cost> => {
    const child = workers.get(name) as ChildProcess;
    child.send(calls);
    const [cost] = await once(child, "message");
    return cost as Cost;
  };
  try {
    for (const name of names) {
      const child = fork(worker, [name, baseUrl, generated]);
      workers.set(name, child);
      await once(child, "message");
      await ask(name, warmUpCalls);
    }
    const costs = await interleaved(names, rounds, (name) => ask(name, callsPerRound));
    const of = (name: string, what: keyof Cost) => median((costs.get(name) ?? []).map((cost) => cost[what]));
    const [first = ""] = names;
    const rows = names.map((name) => [
      name,
      of(name, "cpu").toFixed(0),
      (of(name, "cpu") / of(first, "cpu")).toFixed(2),
      of(name, "wall").toFixed(0),
      (of(name, "wall") / of(first, "wall")).toFixed(2),
    ]);
    return table(["client", "CPU, µs per call", "ratio", "wall, µs per call", "ratio"], rows);
  } finally {
    for (const child of workers.values()) child.disconnect();
  }
}
