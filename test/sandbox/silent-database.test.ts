import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { testTenant } from "../../apps/sandbox/src/access/test-keys.ts";
import type { NewComment } from "../../apps/sandbox/src/store/comments.ts";
import { openPostgresStore } from "../../apps/sandbox/src/store/postgres/postgres-store.ts";
import { aCase } from "../contract/request-cases.ts";
import { PostgresServer, postgresPrograms } from "./postgres-server.ts";

const programs = postgresPrograms();

/** Starts a proxy that can lose all that comes, as a network does behind a cable that was pulled. */
async function startLosingProxy(port: number) {
  let isLosing = false;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(port, "127.0.0.1");
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(from);
      from.on("error", () => {});
      from.on("data", (chunk) => isLosing || to.write(chunk));
      from.on("close", () => isLosing || to.destroy());
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    lose() {
      isLosing = true;
    },
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** Lets the clock run until a promise is settled. */
async function soon<Result>(promise: Promise<Result>): Promise<Result> {
  let isSettled = false;
  const settled = () => {
    isSettled = true;
  };
  promise.then(settled, settled);
  while (!isSettled) {
    await vi.advanceTimersByTimeAsync(1_000);
    await nextTurn();
  }
  return promise;
}

afterEach(() => {
  vi.useRealTimers();
});

describe.runIf(programs)("a database that doesn't answer", () => {
  let database: PostgresServer;
  beforeAll(async () => {
    database = new PostgresServer(programs ?? "");
    await database.start();
  });
  afterAll(() => database?.remove());

  it("fails what was asked of it, and can be let go", async () => {
    const proxy = await startLosingProxy(database.port);
    const store = await openPostgresStore(`postgres://sandbox@127.0.0.1:${proxy.port}/postgres`);
    try {
      const tenant = testTenant("test_of-silence");
      if (!tenant) throw new Error("the key opens no world");
      const createdAt = new Date().toISOString();
      await store.run("createTenant", { tenant, createdAt });
      const caller = { keyHash: tenant.id };
      let comments = 0;
      const add = (attachments: NewComment["attachments"]) => {
        comments += 1;
        const comment = { id: `comment ${comments}`, createdAt, isRestricted: false, webhookNotify: true };
        return store.run("addComment", {
          caller,
          caseId: aCase,
          comment: { ...comment, communication: {}, attachments },
        });
      };
      const file = () => ({ facts: {}, isRestricted: false, content: new Uint8Array(3) });
      // Two connections that are open and idle when the network goes.
      expect(await Promise.all([add([]), add([file()])])).toEqual(["created", "created"]);
      proxy.lose();
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
      const outcomes = await soon(Promise.allSettled([add([]), add([file()]), store.run("ping", {})]));
      for (const outcome of outcomes)
        expect(outcome).toMatchObject({ status: "rejected", reason: { name: "StoreUnavailable" } });
      // What comes later does not wait for what got no answer.
      await expect(soon(add([]))).rejects.toThrow("The database can't be reached or written");
      await soon(store.close());
    } finally {
      vi.useRealTimers();
      await proxy.close();
    }
  });

  it("is waited for while it gets its tables, which may take long", async () => {
    await (await openPostgresStore(database.url)).close();
    const other = new pg.Client(database.url);
    await other.connect();
    try {
      await other.query("BEGIN; LOCK TABLE migrations IN ACCESS EXCLUSIVE MODE");
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
      const opening = openPostgresStore(database.url);
      const isWaiting = async () =>
        (await other.query("SELECT 1 FROM pg_locks WHERE NOT granted")).rows.length > 0;
      while (!(await isWaiting())) await nextTurn();
      await vi.advanceTimersByTimeAsync(3_600_000);
      await other.query("COMMIT");
      await (await opening).close();
    } finally {
      vi.useRealTimers();
      await other.end();
    }
  });
});
