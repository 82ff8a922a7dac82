/**
 * The backend of the support desk. It holds the key, and is the only one that calls the API.
 *
 * @example
 * CV_API_KEY=test_my-desk DESK_TARGET=sandbox node src/desk.ts
 */

import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type AttemptEvent, createClient } from "@case-comments/client";
import { getRequestListener } from "@hono/node-server";
import directory from "./directory.json" with { type: "json" };
import { DraftFiles } from "./files.ts";
import { Ledger } from "./ledger.ts";
import { routes, type Settings } from "./routes.ts";
import { createSender } from "./sender.ts";

/** Where comments go. */
const targets = {
  mock: { baseUrl: "http://127.0.0.1:4010" },
  sandbox: { baseUrl: "http://127.0.0.1:4020" },
  staging: { environment: "staging" },
} as const;

/** What is not said otherwise is what it is in a demonstration on this machine alone. */
export interface DeskOptions extends Pick<Settings, "target">, Partial<Omit<Settings, "target">> {
  apiKey: string;
  /** Another address than the target's. */
  baseUrl?: string | undefined;
  /** Where ledger and files are kept, by one desk at a time. It is made if there is none. */
  folder: string;
  /** 0 takes a free one. */
  port?: number;
  /** Hears of every call; nothing in it is secret. */
  onCall?: (event: AttemptEvent) => void;
}

/**
 * Starts a desk on this machine alone.
 *
 * @returns its address, and what stops it: calls that are under way get up to five seconds to end
 * @throws an error with the code EADDRINUSE if the port is taken
 * @throws if another desk has the folder, or an option does not fit
 */
export async function startDesk(options: DeskOptions): Promise<{ url: string; close(): Promise<void> }> {
  const { apiKey, target, baseUrl, folder, port = 0, onCall = () => {} } = options;
  if (!apiKey || !Object.hasOwn(targets, target))
    throw new Error("it needs an API key in CV_API_KEY, and mock, sandbox or staging in DESK_TARGET.");
  // Staff must not be told that their words go elsewhere than they do.
  if (baseUrl && (target === "staging" || /carevalidate/i.test(baseUrl)))
    throw new Error("CASE_COMMENTS_BASE_URL is for a mock or sandbox of yours, and never goes with staging.");
  const known = options.origin && new URL(options.origin).origin;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const where = baseUrl === undefined ? targets[target] : { baseUrl };
  const cases = createClient({ ...where, apiKey, timeout: 120_000, onEvent: onCall });
  const ledger = new Ledger(join(folder, "ledger.sqlite"));
  const files = new DraftFiles(join(folder, "files"));
  await files.sweep();
  const sweeps = setInterval(() => void files.sweep(), 3_600_000).unref();
  const sender = createSender(cases, ledger, files);
  // Whatever stands before it must be the first to let a connection go.
  const server = createServer({ keepAliveTimeout: 75_000 }).listen(port, "127.0.0.1");
  const close = async () => {
    server.close();
    clearInterval(sweeps);
    await sender.stop(5_000);
    server.closeAllConnections();
    ledger.close();
  };
  await once(server, "listening").catch(async (error) => {
    await close();
    throw error;
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings = { ...options, directory: options.directory ?? directory, origin: known ?? url };
  const app = routes(settings, { ledger, files, sender });
  server.on("request", getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  return { url, close };
}

if (import.meta.main) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const print = (line: object) => void process.stdout.write(`${JSON.stringify(line)}\n`);
  const desk = await startDesk({
    apiKey: env.CV_API_KEY ?? "",
    target: (env.DESK_TARGET ?? "sandbox") as DeskOptions["target"],
    baseUrl: env.CASE_COMMENTS_BASE_URL,
    webhookSecret: env.CV_WEBHOOK_SECRET,
    folder: env.DESK_FOLDER ?? "desk-data",
    port: Number(env.PORT ?? 3010),
    origin: env.DESK_ORIGIN,
    badWeather: env.DESK_BAD_WEATHER,
    onCall: print,
  }).catch(({ message }) => {
    process.stderr.write(`The desk does not start: ${message}\n`);
    process.exit(2);
  });
  print({ event: "listening", url: desk.url });
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void desk.close());
}
