import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { interleaved, median, table } from "../statistics.ts";
import { load, post } from "./load.ts";

const counts = ["1", "10", "100", "1000"];
const requests = 6000;

/** The time of a request to the last of so many operations. */
export async function operationCount(body: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "case-comments-operations-"));
  const children: ChildProcess[] = [];
  const ports = new Map<string, number>();
  try {
    for (const count of counts) {
      const child = fork(fileURLToPath(new URL("synthetic-server.ts", import.meta.url)), [count, folder]);
      children.push(child);
      const [{ port }] = (await once(child, "message")) as [{ port: number }];
      ports.set(count, port);
    }
    const microseconds = async (count: string) => {
      const path = `/api/v1/cases-${count}/7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11`;
      return ((await load(ports.get(count) ?? 0, post(body, { path }), 200, requests)) * 1e6) / requests;
    };
    for (const count of counts) await microseconds(count);
    const times = await interleaved(counts, 9, microseconds);
    const of = (count: string) => median(times.get(count) ?? []);
    const rows = counts.map((count) => [count, of(count).toFixed(0), (of(count) / of("1")).toFixed(2)]);
    return table(["operations", "µs per request", "to one"], rows);
  } finally {
    for (const child of children) child.disconnect();
    await rm(folder, { recursive: true, force: true });
  }
}
