import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { testTenant } from "../../../apps/sandbox/src/access/test-keys.ts";
import { openStore } from "../../../apps/sandbox/src/store/open-store.ts";
import { peakMemory } from "../../peak-memory.ts";
import { PostgresServer, postgresPrograms } from "../../sandbox/postgres-server.ts";
import { startSandboxProcess } from "../../sandbox/sandbox-process.ts";
import { load, post } from "../mock/load.ts";
import { median, table } from "../statistics.ts";
import { aCaller, aCase, bodyWith, aKey as key, newComment } from "./a-comment.ts";
import { commentRates } from "./comments.ts";
import { webhookLatency } from "./webhook-latency.ts";

const request = (changes?: object) => post(bodyWith(changes), { key });
const small = request();
const large = request({ attachments: [{ fileName: "a.bin", content: "QUJD".repeat(23_000_000 / 3) }] });
const connections = 16;

/** Measures the sandbox; gives the part of the report that speaks of it. */
export async function benchSandbox(folder: string): Promise<string> {
  const programs = postgresPrograms();
  return [
    "## The sandbox",
    "### Durable comments at 16 connections",
    "Alone is the database without the sandbox: single rows, each in a transaction, through the same driver with the same settings in SQLite, and the sandbox's own statement over a plain pool of 16 connections in PostgreSQL. Nothing can be faster over HTTP than the sandbox without a database. On the slow disk, each wait for the disk takes a millisecond longer, as in many a laptop and on the disks of clouds. Who sends is a process beside, on the same cores; it takes about 20 µs for each comment. Each of two sandboxes has half of the connections, and all of them take from the same heap of comments, as behind a load balancer.",
    await commentRates(folder, programs),
    "### Four uploads of 23 MB at once, and small comments beside them",
    await uploads(folder),
    "### To put a world of 200 comments back to its beginning",
    await resets(),
    "### From spawn to ready, on a database with all of these",
    await starts(folder),
    "### From the 200 of a comment to its webhook at a receiver on this machine",
    await webhooks(folder, programs),
  ].join("\n\n");
}

async function webhooks(folder: string, programs: string | undefined): Promise<string> {
  const sqlite = { name: "SQLite", args: data(join(folder, "webhooks")) };
  if (!programs) return webhookLatency([sqlite]);
  const database = new PostgresServer(programs);
  await database.start();
  const postgres = { name: "PostgreSQL", args: ["--test-keys"], env: { DATABASE_URL: database.url } };
  return webhookLatency([sqlite, postgres]).finally(() => database.remove());
}

const data = (folder: string) => ["--data", join(folder, "sandbox"), "--test-keys"];

async function uploads(folder: string): Promise<string> {
  const rows: [string, number, number][] = [];
  for (let round = 0; round < 5; round += 1) {
    const sandbox = await startSandboxProcess(data(folder));
    await load(sandbox.port, small, 200, 1, 1);
    let isDone = false;
    const uploading = uploadElsewhere(sandbox.port).then(() => {
      isDone = true;
    });
    const waits: number[] = [];
    while (!isDone) waits.push((await load(sandbox.port, small, 200, 1, 1)) * 1000);
    await uploading;
    rows.push(["", (await peakMemory(sandbox.pid)) / 1e6, median(waits)]);
    await sandbox.end();
  }
  return table(
    ["", "peak MB", "small, ms"],
    [
      [
        "SQLite",
        median(rows.map(([, memory]) => memory)).toFixed(0),
        median(rows.map(([, , ms]) => ms)).toFixed(1),
      ],
    ],
  );
}

/** Uploads from a process of its own, so that its work keeps nobody here waiting. */
async function uploadElsewhere(port: number): Promise<void> {
  const program = `import { load, post } from ${JSON.stringify(new URL("../mock/load.ts", import.meta.url).href)};
    const chunks = [];
    for await (const chunk of process.stdin) chunks.push(chunk);
    await load(${port}, Buffer.concat(chunks), 200, 4, 4);`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", program], {
    stdio: ["pipe", "inherit", "inherit"],
  });
  child.stdin.end(large);
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error("the uploads failed");
}

/** How long it takes to put a world with 200 comments back to its beginning, and a request that does nothing. */
async function resets(): Promise<string> {
  const sandbox = await startSandboxProcess(["--memory"]);
  const store = await openStore("memory");
  const tenant = testTenant(key);
  if (!tenant) throw new Error("the key opens no world");
  await store.run("createTenant", { tenant, createdAt: new Date().toISOString() });
  const reset = post("", { key, path: "/sandbox/v1/reset" });
  const nothing = Buffer.from("GET /livez HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n");
  const once = async (request: Buffer, status: number) =>
    (await load(sandbox.port, request, status, 1, 1)) * 1000;
  const times: Record<string, number[]> = {
    "over HTTP": [],
    "a request that does nothing": [],
    "the store": [],
  };
  for (let round = 0; round < 15; round += 1) {
    await load(sandbox.port, small, 200, 200, connections);
    times["over HTTP"]?.push(await once(reset, 204));
    times["a request that does nothing"]?.push(await once(nothing, 200));
    await Promise.all(
      Array.from({ length: 200 }, () =>
        store.run("addComment", { caller: aCaller, caseId: aCase, comment: newComment() }),
      ),
    );
    const start = performance.now();
    await store.run("resetTenant", { tenant: tenant.id });
    times["the store"]?.push(performance.now() - start);
  }
  await store.close();
  await sandbox.end();
  return table(
    ["", "ms"],
    Object.entries(times).map(([name, ms]) => [name, median(ms).toFixed(2)]),
  );
}

async function starts(folder: string): Promise<string> {
  const times: number[] = [];
  for (let round = 0; round < 7; round += 1) {
    const start = performance.now();
    const sandbox = await startSandboxProcess(data(folder));
    await fetch(`${sandbox.url}/readyz`);
    times.push(performance.now() - start);
    await sandbox.end();
  }
  return table(["", "ms"], [["SQLite", median(times).toFixed(0)]]);
}
