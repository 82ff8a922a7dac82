import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { interleaved, median, table } from "../statistics.ts";

const rounds = 9;
const sizes = [1, 8, 23];
const ways = [
  "raw fetch of a ready body",
  "raw fetch + JSON.stringify",
  "our client, from bytes",
  "our client, from a Blob",
  "our client, from a file",
];

interface Cost {
  /** Milliseconds. */
  time: number;
  /** Bytes at the worst moment, over what the process had before. */
  extra: number;
}

/** The time and the memory that an attachment takes, by its size in megabytes and the way it is sent. */
export async function attachments(baseUrl: string): Promise<string> {
  const worker = fileURLToPath(new URL("attachment-worker.ts", import.meta.url));
  const measure = async (name: string, size: number): Promise<Cost> => {
    const child = fork(worker, [name, baseUrl, String(size * 1_000_000)], { execArgv: ["--expose-gc"] });
    const [cost] = await once(child, "message");
    await once(child, "exit");
    return cost as Cost;
  };
  const rows: string[][] = [];
  for (const size of sizes) {
    const costs = await interleaved(ways, rounds, (name) => measure(name, size));
    const of = (name: string, what: keyof Cost) => median((costs.get(name) ?? []).map((cost) => cost[what]));
    for (const name of ways) {
      rows.push([
        `${size} MB, ${name}`,
        of(name, "time").toFixed(0),
        (of(name, "time") / of("raw fetch of a ready body", "time")).toFixed(2),
        (of(name, "time") / of("raw fetch + JSON.stringify", "time")).toFixed(2),
        (of(name, "extra") / 1e6).toFixed(1),
        (of(name, "extra") / of("raw fetch + JSON.stringify", "extra")).toFixed(2),
      ]);
    }
  }
  const head = ["attachment", "ms", "to a ready body", "to JSON.stringify", "extra MB", "to JSON.stringify"];
  return table(head, rows);
}
