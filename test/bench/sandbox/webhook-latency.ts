import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { setWebhook } from "../../sandbox/calls.ts";
import { type SandboxProcess, startSandboxProcess } from "../../sandbox/sandbox-process.ts";
import { median, table } from "../statistics.ts";
import { aCase, bodyWith, aKey as key } from "./a-comment.ts";

const warmUp = 50;
const count = 500;

/** A sandbox to measure, and whatever it needs. */
export interface Measured {
  name: string;
  args: readonly string[];
  env?: Record<string, string>;
}

/**
 * How long it takes from the 200 of a comment until its event is with a receiver, in milliseconds; less than
 * nothing where the event comes first.
 */
export async function webhookLatency(sandboxes: readonly Measured[]): Promise<string> {
  const rows: (string | number)[][] = [];
  for (const { name, args, env } of sandboxes) {
    const sandbox = await startSandboxProcess(args, env);
    try {
      for (const atOnce of [1, 16]) {
        const waits = (await waitsOf(sandbox, atOnce)).toSorted((one, other) => one - other);
        const nearLast = waits[Math.floor(waits.length * 0.99)] ?? Number.NaN;
        rows.push([name, atOnce, median(waits).toFixed(1), nearLast.toFixed(1)]);
      }
    } finally {
      await sandbox.end();
    }
  }
  return table(["where", "connections", "median, ms", "99th percentile, ms"], rows);
}

async function waitsOf({ url }: SandboxProcess, atOnce: number): Promise<number[]> {
  const arrivals = new Map<string, number>();
  const answers = new Map<string, number>();
  const receiver = createServer(async (request, response) => {
    const { payload } = (await json(request)) as { payload: { comments: { id: string } } };
    arrivals.set(payload.comments.id, performance.now());
    response.writeHead(204).end();
    if (arrivals.size === warmUp + count) receiver.emit("complete");
  }).listen(0, "127.0.0.1");
  await once(receiver, "listening");
  const complete = once(receiver, "complete");
  const { port } = receiver.address() as AddressInfo;
  await setWebhook(url, key, { url: `http://127.0.0.1:${port}/`, secret: "a-secret" });
  let left = warmUp + count;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left > 0) {
        left -= 1;
        const response = await fetch(`${url}/api/v1/cases/${aCase}`, {
          method: "POST",
          headers: { "cv-api-key": key, "content-type": "application/json" },
          body: bodyWith(),
        });
        const answered = performance.now();
        answers.set(((await response.json()) as { data: { commentId: string } }).data.commentId, answered);
      }
    }),
  );
  await complete;
  receiver.close();
  return [...answers]
    .slice(warmUp)
    .map(([id, answered]) => (arrivals.get(id) ?? Number.POSITIVE_INFINITY) - answered);
}
