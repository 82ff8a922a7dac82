import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";

const debianFolder = "/usr/lib/postgresql";

/** Where the programs of PostgreSQL lie, or `undefined` on a machine that has none. */
export function postgresPrograms(): string | undefined {
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder) : [];
  return versions
    .map((version) => join(debianFolder, version, "bin"))
    .find((bin) => existsSync(join(bin, "initdb")));
}

/** A real PostgreSQL, with an empty database of its own that is gone with it. */
export class PostgresServer {
  readonly #bin: string;
  readonly #folder = mkdtempSync(join(tmpdir(), "sandbox-postgres-"));
  /** It refuses to run as root. */
  readonly #user: { uid?: number; gid?: number } = process.getuid?.() === 0 ? postgresUser() : {};
  #process: ChildProcess | undefined;
  port = 0;

  constructor(bin: string) {
    this.#bin = bin;
    const { uid, gid } = this.#user;
    if (uid !== undefined && gid !== undefined) chownSync(this.#folder, uid, gid);
    const settings = [
      "-D",
      this.#folder,
      "--no-sync",
      "--auth=trust",
      "--username=sandbox",
      "--encoding=UTF8",
    ];
    execFileSync(join(bin, "initdb"), settings, { ...this.#user, stdio: "ignore" });
  }

  get url(): string {
    return `postgres://sandbox@127.0.0.1:${this.port}/postgres`;
  }

  /** Starts it, at the port it had before. */
  async start(): Promise<void> {
    this.port ||= await freePort();
    const listen = ["-h", "127.0.0.1", "-p", String(this.port), "-k", this.#folder];
    const program = spawn(join(this.#bin, "postgres"), ["-D", this.#folder, ...listen], {
      ...this.#user,
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.#process = program;
    let log = "";
    await new Promise<void>((resolve, reject) => {
      program.once("exit", () => reject(new Error(log)));
      program.stderr?.on("data", (text) => {
        log += text;
        if (log.includes("ready to accept connections")) resolve();
      });
    });
  }

  /** Runs SQL over a connection of its own, and gives the rows. */
  async query(sql: string): Promise<Record<string, unknown>[]> {
    const client = new pg.Client(this.url);
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  }

  /** Ends it at once, as a power cut would its connections. */
  async kill(signal: NodeJS.Signals = "SIGQUIT"): Promise<void> {
    if (!this.#process || this.#process.exitCode !== null) return;
    const ended = once(this.#process, "exit");
    this.#process.kill(signal);
    await ended;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function postgresUser() {
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
