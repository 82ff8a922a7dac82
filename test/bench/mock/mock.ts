import { interleaved, median, table } from "../statistics.ts";
import { besideAttacks } from "./attacks.ts";
import { load, post } from "./load.ts";
import { operationCount } from "./operation-count.ts";
import { type Running, servers, start } from "./servers.ts";
import { tarball } from "./tarball.ts";

const names = Object.keys(servers);
const comment = { text: "Please call back.", isRestricted: false, author: { email: "rosa@clinic.example" } };
const body = (changes: object) =>
  JSON.stringify({ action: "ADD_COMMUNICATION", communication: { ...comment, ...changes } });
const withFile = (megabytes: number) =>
  body({ attachments: [{ fileName: "scan.bin", content: "QUJD".repeat((megabytes * 1_000_000) / 4) }] });

const scenarios = [
  { title: "valid, requests/s", request: post(body({})), status: 200, requests: 6000, rounds: 7 },
  {
    title: "without text, requests/s",
    request: post(body({ text: undefined })),
    status: 400,
    requests: 6000,
    rounds: 7,
  },
];
const uploads = [
  { title: "9 MB", request: post(withFile(9)), rounds: 5 },
  { title: "24 MB", request: post(withFile(24)), rounds: 5 },
];

/** Measures the mock; gives the part of the report that speaks of it. */
export async function benchMock(): Promise<string> {
  return [
    "## The mock",
    "### Small requests at 20 connections, peak memory after them",
    await smallRequests(),
    "### One large request, in milliseconds",
    await largeRequests(),
    "### From spawn to the first correct answer",
    await coldStarts(),
    "### A request of two bytes, while others do all they can",
    await besideAttacks(),
    "### Cost of a request as the contract grows",
    await operationCount(body({})),
    "### Installing it into an empty project",
    await tarball(),
  ].join("\n\n");
}

async function smallRequests(): Promise<string> {
  const running = new Map<string, Running>();
  try {
    for (const name of names) running.set(name, await start(name));
    const rates: Map<string, number[]>[] = [];
    for (const { request, status, requests, rounds } of scenarios) {
      const rate = async (name: string) => {
        // Fewer for those that are slow, so that a round takes about as long with each.
        const share = name.startsWith("stock") ? requests / 10 : requests;
        return share / (await load(running.get(name)?.port ?? 0, request, status, share));
      };
      for (const name of names) await rate(name);
      rates.push(await interleaved(names, rounds, rate));
    }
    const rows = await Promise.all(
      names.map(async (name) => {
        const of = (index: number, who: string) => median(rates[index]?.get(who) ?? []);
        const cells = scenarios.flatMap((_, index) => [
          of(index, name).toFixed(0),
          (of(index, name) / of(index, "stock Prism CLI")).toFixed(2),
        ]);
        return [name, ...cells, (((await running.get(name)?.peakMemory()) ?? 0) / 1e6).toFixed(0)];
      }),
    );
    return table(["server", ...scenarios.flatMap(({ title }) => [title, "to stock"]), "peak MB"], rows);
  } finally {
    for (const server of running.values()) await server.stop();
  }
}

async function largeRequests(): Promise<string> {
  const running = new Map<string, Running>();
  try {
    for (const name of names) running.set(name, await start(name));
    const rows = [];
    for (const { title, request, rounds } of uploads) {
      // Prism takes no more than 10 MB.
      const able = title === "9 MB" ? names : names.filter((name) => !name.startsWith("stock"));
      const times = await interleaved(able, rounds, async (name) => {
        return 1000 * (await load(running.get(name)?.port ?? 0, request, 200, 1, 1));
      });
      for (const name of able) {
        const time = median(times.get(name) ?? []);
        const stock = median(times.get("stock Prism CLI") ?? []);
        rows.push([
          `${title}, ${name}`,
          time.toFixed(0),
          Number.isNaN(stock) ? "–" : (time / stock).toFixed(3),
        ]);
      }
    }
    return table(["request", "ms", "to stock"], rows);
  } finally {
    for (const server of running.values()) await server.stop();
  }
}

async function coldStarts(): Promise<string> {
  const request = post(body({}));
  const times = await interleaved(names, 9, async (name) => {
    const begin = performance.now();
    const server = await start(name);
    await load(server.port, request, 200, 1, 1);
    const time = performance.now() - begin;
    await server.stop();
    return time;
  });
  const of = (name: string) => median(times.get(name) ?? []);
  const rows = names.map((name) => [
    name,
    of(name).toFixed(0),
    (of(name) / of("stock Prism CLI")).toFixed(2),
  ]);
  return table(["server", "ms", "to stock"], rows);
}
