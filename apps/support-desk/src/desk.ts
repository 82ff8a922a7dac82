/**
 * The backend of the support desk. It holds the key, and is the only one that calls the API.
 *
 * @example
 * CV_API_KEY=test_my-desk DESK_TARGET=sandbox node src/desk.ts
 */

import { randomBytes } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type AttemptEvent, createClient } from "@case-comments/client";
import { getRequestListener } from "@hono/node-server";
import { type Directory, directory as sample } from "./directory.ts";
import { DraftFiles } from "./files.ts";
import { Ledger } from "./ledger.ts";
import { routes } from "./routes.ts";
import { createSender } from "./sender.ts";

/** Where comments go. */
export const targets = {
  mock: { baseUrl: "http://127.0.0.1:4010" },
  sandbox: { baseUrl: "http://127.0.0.1:4020" },
  staging: { environment: "staging" },
} as const;

export interface DeskOptions {
  apiKey: string;
  target: keyof typeof targets;
  /** Another address than the target's. */
  baseUrl?: string | undefined;
  /** The secret of the webhook that leads to `/webhooks` here. Without it, nothing settles by itself. */
  webhookSecret?: string | undefined;
  /** Where ledger and files are kept, by one desk at a time. It is made if there is none. */
  folder: string;
  /** 0 takes a free one. */
  port?: number;
  /** What browsers call the desk, if something stands before it. */
  origin?: string | undefined;
  directory?: Directory;
  /** Lets staff order trouble, for demonstrations: what the header `Prefer` of a call then says. */
  badWeather?: string | undefined;
  /** Hears of every call; nothing in it is secret. */
  onCall?: (event: AttemptEvent) => void;
}

export interface Desk {
  url: string;
  /** Stops it: calls that are under way get up to five seconds to end. */
  close(): Promise<void>;
}

/**
 * Starts a desk on this machine alone.
 *
 * @throws an error with the code EADDRINUSE if the port is taken
 * @throws if another desk has the folder
 */
export async function startDesk(options: DeskOptions): Promise<Desk> {
  const { apiKey, target, baseUrl, folder, port = 0, directory = sample, onCall = () => {} } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const ledger = new Ledger(join(folder, "ledger.sqlite"));
  ledger.recover();
  const files = new DraftFiles(join(folder, "files"));
  await files.sweep();
  const sweeps = setInterval(() => void files.sweep(), 3_600_000).unref();
  const changes = new EventEmitter().setMaxListeners(0);
  const cases = createClient({
    ...(baseUrl === undefined ? targets[target] : { baseUrl }),
    apiKey,
    timeout: 120_000,
    onEvent: onCall,
  });
  const sender = createSender(cases, ledger, files, (caseId) => void changes.emit(caseId));
  const server = createServer().listen(port, "127.0.0.1");
  const stop = async () => {
    clearInterval(sweeps);
    await sender.stop(5_000);
    server.closeAllConnections();
    ledger.close();
  };
  await once(server, "listening").catch(async (error) => {
    await stop();
    throw error;
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const origin = options.origin ?? url;
  const app = routes({
    ledger,
    files,
    sender,
    directory,
    changes,
    origin,
    secret: secretIn(folder),
    options,
  });
  server.on("request", getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  return {
    url,
    async close() {
      server.close();
      await stop();
    },
  };
}

/** What signs the cookies, so that a restart signs nobody out. */
function secretIn(folder: string): string {
  const path = join(folder, "secret");
  if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString("hex"), { mode: 0o600 });
  return readFileSync(path, "utf8");
}

if (import.meta.main) {
  const { env } = process;
  const [apiKey, target] = [env.CV_API_KEY, env.DESK_TARGET ?? "sandbox"];
  if (!apiKey || !Object.hasOwn(targets, target)) {
    process.stderr.write("Give an API key in CV_API_KEY, and mock, sandbox or staging in DESK_TARGET.\n");
    process.exit(2);
  }
  const print = (line: object) => void process.stdout.write(`${JSON.stringify(line)}\n`);
  const desk = await startDesk({
    ...{ apiKey, target: target as DeskOptions["target"], onCall: print },
    baseUrl: env.CASE_COMMENTS_BASE_URL,
    webhookSecret: env.CV_WEBHOOK_SECRET,
    folder: env.DESK_FOLDER ?? "desk-data",
    port: Number(env.PORT ?? 3010),
    origin: env.DESK_ORIGIN,
    badWeather: env.DESK_BAD_WEATHER,
  });
  print({ event: "listening", url: desk.url });
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void desk.close());
}
