import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { PostgresServer } from "../../sandbox/postgres-server.ts";
import { type SandboxProcess, startSandboxProcess } from "../../sandbox/sandbox-process.ts";
import { load, post } from "../mock/load.ts";
import { interleaved, median, table } from "../statistics.ts";
import { bodyWith, aKey as key } from "./a-comment.ts";
import { slowDisk } from "./slow-disk.ts";

const small = post(bodyWith(), { key });
const connections = 16;
const count = 4_000;
// A sandbox is compiled again and again until then.
const warmUp = 16_000;
// On a busy machine one is a tenth above or below another.
const rounds = 9;

/** A rate, and what it cost. */
interface Measured {
  perSecond: number;
  /** Of the processor, in microseconds for each; absent where it is not of one process alone. */
  cpu?: number | undefined;
}

/** What is measured, and the name of what it is compared with. */
interface Contender {
  alone?: string;
  measure(): Promise<Measured>;
}

/**
 * How many comments per second are kept, by the database alone, by the sandbox's store, and over HTTP.
 *
 * @param programs where those of PostgreSQL are
 */
export async function commentRates(folder: string, programs: string | undefined): Promise<string> {
  const ends: (() => unknown)[] = [];
  const start = async (...[args, env, program]: Parameters<typeof startSandboxProcess>) => {
    const sandbox = await startSandboxProcess(args, env, program);
    ends.push(() => sandbox.end());
    await load(sandbox.port, small, 200, warmUp, connections);
    return sandbox;
  };
  const onSqlite = async (
    name: string,
    place: string,
    rowsAlone: number,
    env: Record<string, string> = {},
  ) => {
    const data = (of: string) => join(place, of);
    const sandbox = await start(["--data", data("sandbox"), "--test-keys"], env);
    const alone = `${name} alone`;
    return {
      [alone]: { measure: () => rateIn(env, "single-rows.ts", data("single-rows"), rowsAlone) },
      [`${name}, the sandbox's store`]: {
        alone,
        measure: () => rateIn(env, "store-alone.ts", data("store-alone"), count, connections),
      },
      [`${name}, over HTTP`]: { alone, measure: () => rateOverHttp(sandbox) },
    };
  };
  const onPostgres = async (bin: string) => {
    const database = new PostgresServer(bin);
    ends.push(() => database.remove());
    await database.start();
    const replica = () => start(["--test-keys"], { DATABASE_URL: database.url });
    const [first, second] = [await replica(), await replica()];
    const alone = "PostgreSQL alone";
    return {
      [alone]: { measure: () => rateIn({}, "single-statements.ts", database.url, count, connections) },
      "PostgreSQL, the sandbox's store": {
        alone,
        measure: () => rateIn({}, "store-alone.ts", database.url, count, connections),
      },
      "PostgreSQL, over HTTP": { alone, measure: () => rateOverHttp(first) },
      "PostgreSQL, over HTTP to two sandboxes": { alone, measure: () => rateOverHttp(first, second) },
    };
  };
  try {
    const nothing = await start([], {}, fileURLToPath(new URL("without-store.ts", import.meta.url)));
    const slow = await slowDisk(folder);
    const contenders: Record<string, Contender> = {
      "No database, over HTTP": { measure: () => rateOverHttp(nothing) },
      ...(await onSqlite("SQLite", folder, count)),
      ...(slow && (await onSqlite("SQLite on a slow disk", join(folder, "slow-disk"), count / 8, slow))),
      ...(programs && (await onPostgres(programs))),
    };
    return await tableOf(contenders);
  } finally {
    for (const end of ends.toReversed()) await end();
  }
}

async function tableOf(contenders: Readonly<Record<string, Contender>>): Promise<string> {
  const measured = await interleaved(Object.keys(contenders), rounds, (name) => {
    const { measure } = contenders[name] as Contender;
    return measure();
  });
  const rateOf = (name: string) => median((measured.get(name) ?? []).map(({ perSecond }) => perSecond));
  const rows = Object.entries(contenders).map(([name, { alone }]) => {
    const costs = (measured.get(name) ?? []).flatMap(({ cpu }) => cpu ?? []);
    return [
      name,
      rateOf(name).toFixed(0),
      alone ? (rateOf(name) / rateOf(alone)).toFixed(2) : "–",
      costs.length > 0 ? median(costs).toFixed(0) : "–",
    ];
  });
  return table(["where", "comments/s", "to alone", "CPU, µs per comment"], rows);
}

async function rateOverHttp(...sandboxes: readonly SandboxProcess[]): Promise<Measured> {
  const ports = sandboxes.map(({ port }) => port);
  const before = await cpuOf(sandboxes);
  const seconds = await load(ports, small, 200, count, connections);
  return { perSecond: count / seconds, cpu: ((await cpuOf(sandboxes)) - before) / count };
}

/** Runs a program that measures, in a process of its own, and gives what it prints. */
async function rateIn(
  env: Record<string, string>,
  program: string,
  ...args: readonly (string | number)[]
): Promise<Measured> {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const options = { env: { ...process.env, ...env } };
  const { stdout } = await promisify(execFile)(process.execPath, [file, ...args.map(String)], options);
  return JSON.parse(stdout);
}

/** How long the threads of processes have had the processor, in microseconds. Linux alone tells. */
async function cpuOf(sandboxes: readonly SandboxProcess[]): Promise<number> {
  let nanoseconds = 0;
  for (const { pid } of sandboxes)
    for (const thread of await readdir(`/proc/${pid}/task`)) {
      const times = await readFile(`/proc/${pid}/task/${thread}/schedstat`, "utf8");
      nanoseconds += Number.parseInt(times, 10);
    }
  return nanoseconds / 1000;
}
