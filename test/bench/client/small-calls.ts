import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { interleaved, median, table } from "../statistics.ts";
import { contenders } from "./contenders.ts";

// Two processes of the same program can differ by a tenth for their whole life, so there are several.
const instances = 4;
const rounds = 24;
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
  const workers = new Map<string, ChildProcess[]>(names.map((name) => [name, []]));
  const ask = async (name: string, calls: number): Promise<Cost> => {
    const children = workers.get(name) as [ChildProcess, ...ChildProcess[]];
    const [child] = children;
    children.push(children.shift() as ChildProcess);
    child.send(calls);
    const [cost] = await once(child, "message");
    return cost as Cost;
  };
  try {
    for (const name of names.flatMap((each) => Array<string>(instances).fill(each))) {
      const child = fork(worker, [name, baseUrl, generated]);
      workers.get(name)?.unshift(child);
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
    for (const child of [...workers.values()].flat()) child.disconnect();
  }
}
