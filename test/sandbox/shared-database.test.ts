import { setImmediate as turn } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { NewComment } from "../../apps/sandbox/src/store/comments.ts";
import { openPostgresStore } from "../../apps/sandbox/src/store/postgres/postgres-store.ts";
import type { Store } from "../../apps/sandbox/src/store/store.ts";
import { PostgresServer, postgresPrograms } from "./postgres-server.ts";

const caseId = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
const createdAt = "2026-08-26T09:30:00.000Z";
const room = { most: 50, mostBytes: 1e9, largest: 1e9 };
const everything = { rooms: { quick: room, slow: room }, busy: [] };

const programs = postgresPrograms();

describe.runIf(programs)("two stores on one PostgreSQL", () => {
  let database: PostgresServer;
  let one: Store;
  let other: Store;
  let client: pg.Client;
  let observer: pg.Client;
  beforeAll(async () => {
    database = new PostgresServer(programs ?? "");
    await database.start();
    // However long this machine takes, what waits here is not given up.
    const patient = `${database.url}?lock_timeout=600000&idle_in_transaction_session_timeout=0&query_timeout=600000`;
    [one, other] = [await openPostgresStore(patient), await openPostgresStore(patient)];
    [client, observer] = [new pg.Client(database.url), new pg.Client(database.url)];
    for (const each of [client, observer]) await each.connect();
  });
  afterAll(async () => {
    for (const each of [client, observer]) await each?.end();
    for (const each of [one, other]) await each?.close();
    await database?.remove();
  });

  let tenants = 0;
  let tenant = "";
  let caller = { keyHash: "" };
  /** A new tenant, whose comments wait for each other at its webhook, because that counts them for its weather. */
  beforeEach(async () => {
    tenants += 1;
    tenant = `tenant ${tenants}`;
    caller = { keyHash: `${tenant} key` };
    const keys = [{ hash: caller.keyHash, readsRestricted: true }];
    const organizations = [{ id: "clinic", name: "Clinic", keys, caseIds: [caseId], assignees: [] }];
    await one.run("createTenant", { tenant: { id: tenant, organizations }, createdAt });
    const webhook = {
      url: "http://receiver.example",
      secret: "a",
      form: "current",
      payload: "event",
    } as const;
    await one.run("setWebhook", { caller, webhook: { ...webhook, files: "content", weather: ["twice"] } });
  });
  afterEach(async () => {
    vi.useRealTimers();
    await one.run("resetTenant", { tenant });
  });

  let comments = 0;
  function add(store: Store, changes: Partial<NewComment> = {}, to = caseId) {
    comments += 1;
    const id = `comment ${comments}`;
    const usual = { id, createdAt, isRestricted: false, webhookNotify: false, attachments: [] };
    const comment = { ...usual, communication: { text: id }, ...changes };
    return store.run("addComment", { caller, caseId: to, comment });
  }
  const addCase = (id: string) =>
    client.query("INSERT INTO cases (tenant, organization, id) VALUES ($1, 'clinic', $2)", [tenant, id]);
  const aFile = () => [{ facts: {}, isRestricted: false, content: Buffer.alloc(10) }];

  async function thread(after?: string): Promise<string[]> {
    const page = await other.run("listComments", { caller, caseId, after, limit: 100, most: 1e9 });
    if (typeof page === "string") throw new Error(page);
    return page.comments.map(({ id }) => id);
  }

  /** Does something while nobody else gets past the webhook. */
  async function holdingWebhook(work: () => Promise<void>): Promise<void> {
    await client.query("BEGIN");
    await client.query("SELECT FROM webhooks WHERE tenant = $1 FOR UPDATE", [tenant]);
    try {
      await work();
    } finally {
      await client.query("COMMIT");
    }
  }

  /** Waits until so many statements wait for a lock, or something is done without one. */
  async function waiting(count: number, unless?: Promise<unknown>): Promise<void> {
    let isDone = false;
    void unless?.finally(() => {
      isDone = true;
    });
    await vi.waitUntil(
      async () => {
        const { rows } = await observer.query(
          "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
        );
        return isDone || rows.length >= count;
      },
      { timeout: 60_000, interval: 20 },
    );
  }

  it("show no comment before those that come before it in its thread", async () => {
    let seen: string[] = [];
    const added: Promise<unknown>[] = [];
    await holdingWebhook(async () => {
      added.push(add(one, { webhookNotify: true }));
      await waiting(1);
      const small = add(other);
      await waiting(2, small);
      const withFile = add(other, { attachments: aFile() });
      await waiting(3, withFile);
      added.push(small, withFile);
      seen = await thread();
    });
    await Promise.all(added);
    const later = await thread(seen.at(-1));
    expect([...seen, ...later]).toEqual(await thread());
    expect([...seen, ...later]).toHaveLength(3);
  });

  it("number the comments of several cases without waiting for each other in a circle", async () => {
    const cases = Array.from({ length: 12 }, (_, index) => `0b3f6a3e-1d52-4f0e-8a57-0000000000${10 + index}`);
    for (const id of cases) await addCase(id);
    const outcomes = [one, other].flatMap((store, index) =>
      Array.from({ length: 20 }, () => (index === 0 ? cases : cases.toReversed())).flatMap((order) =>
        order.map((caseId, place) => {
          const attachments = place % 5 === 0 ? aFile() : [];
          return add(store, { attachments }, caseId);
        }),
      ),
    );
    expect(new Set(await Promise.all(outcomes))).toEqual(new Set(["created"]));
  });

  it("keep no comment waiting for a case that is not its own", async () => {
    const elsewhere = "0b3f6a3e-1d52-4f0e-8a57-000000000022";
    await addCase(elsewhere);
    await client.query("BEGIN");
    await client.query("SELECT FROM cases WHERE tenant = $1 AND id = $2 FOR UPDATE", [tenant, caseId]);
    const held = [add(one)];
    await waiting(1);
    held.push(add(one));
    let isKept = false;
    const free = add(one, {}, elsewhere).finally(() => {
      isKept = true;
    });
    await waiting(2, free);
    const wasKept = isKept;
    await client.query("COMMIT");
    expect(await Promise.all([...held, free])).toEqual(["created", "created", "created"]);
    expect(wasKept).toBe(true);
  });

  it("put into one statement what came in two halves, once it comes again", async () => {
    const rounds = 20;
    const half = () =>
      Array.from({ length: 4 }, async () => {
        for (let round = 0; round < rounds; round++) await add(one);
      });
    const halves = half();
    // By then the first half is on its way.
    await turn();
    await turn();
    halves.push(...half());
    await Promise.all(halves);
    const [made] = (
      await client.query(
        "SELECT COUNT(*)::integer AS comments, COUNT(DISTINCT xmin::text)::integer AS statements FROM comments WHERE tenant = $1",
        [tenant],
      )
    ).rows;
    expect(made.comments).toBe(2 * 4 * rounds);
    expect(made.statements).toBeLessThan(1.5 * rounds);
  });

  it("wait for nobody who does not come again", async () => {
    let kept = 0;
    for (const count of [16, 1, 3, 100, 2, 1]) {
      const outcomes = await Promise.all(Array.from({ length: count }, () => add(one)));
      expect(new Set(outcomes)).toEqual(new Set(["created"]));
      kept += count;
    }
    const { rows } = await client.query("SELECT id FROM comments WHERE tenant = $1", [tenant]);
    expect(rows).toHaveLength(kept);
  });

  it("give up what waits for a case that somebody holds, and serve the others", async () => {
    const impatient = await openPostgresStore(database.url);
    try {
      await client.query("BEGIN");
      await client.query("SELECT FROM cases WHERE tenant = $1 FOR UPDATE", [tenant]);
      const waiting = Array.from({ length: 16 }, () =>
        add(impatient, { attachments: aFile() }).catch(({ code }) => code),
      );
      const served = impatient.run("findPrincipal", caller);
      expect(new Set(await Promise.all(waiting))).toEqual(new Set(["55P03"]));
      expect(await served).toMatchObject({ tenant });
    } finally {
      await client.query("ROLLBACK");
      await impatient.close();
    }
    expect(await thread()).toEqual([]);
  });

  it("keep what came with a comment whose case somebody holds", async () => {
    const elsewhere = "0b3f6a3e-1d52-4f0e-8a57-000000000023";
    await addCase(elsewhere);
    const impatient = await openPostgresStore(database.url);
    try {
      await client.query("BEGIN");
      await client.query("SELECT FROM cases WHERE tenant = $1 AND id = $2 FOR UPDATE", [tenant, caseId]);
      const addAll = () =>
        Promise.all([
          ...[caseId, elsewhere, elsewhere].map((to) => add(impatient, {}, to).catch(({ code }) => code)),
          add(impatient, { webhookNotify: true }, elsewhere),
          add(impatient, {}, "0b3f6a3e-1d52-4f0e-8a57-000000000099"),
        ]);
      const outcomes = ["55P03", "created", "created", "createdAndOwed", "caseNotFound"];
      expect(await addAll()).toEqual(outcomes);
      // The case is known to be held now.
      expect(await addAll()).toEqual(outcomes);
      await client.query("ROLLBACK");
      expect(await addAll()).toEqual(["created", ...outcomes.slice(1)]);
    } finally {
      await client.query("ROLLBACK");
      await impatient.close();
    }
    expect(await thread()).toHaveLength(1);
  });

  it("deliver nothing twice, and nothing late, because their clocks differ", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const clockIs = (ms: number) => vi.setSystemTime(vi.getRealSystemTime() + ms);
    clockIs(3_600_000);
    await add(one, { webhookNotify: true });
    clockIs(-3_600_000);
    const { claimed } = await other.run("claimEvents", everything);
    expect(claimed).toHaveLength(1);
    clockIs(3_600_000);
    const { claimed: again, nextInMs } = await one.run("claimEvents", everything);
    expect(again).toEqual([]);
    expect(nextInMs).toBeGreaterThan(0);
    expect(nextInMs).toBeLessThanOrEqual(30_000);
    const [event] = claimed;
    if (!event) return;
    const attempt = { at: createdAt, status: 500, weather: "twice" } as const;
    const ended = {
      event,
      attempt,
      nextInMs: 0,
      nextWeather: "twice",
      isFailed: true,
      releases: false,
    } as const;
    await one.run("endAttempt", ended);
    clockIs(-3_600_000);
    expect((await other.run("claimEvents", everything)).claimed).toHaveLength(1);
  });

  it("leave nothing of a comment that was being added when its world begins anew", async () => {
    const done: Promise<unknown>[] = [];
    await holdingWebhook(async () => {
      done.push(add(one, { webhookNotify: true, attachments: aFile() }));
      await waiting(1);
      done.push(other.run("resetTenant", { tenant }));
      await waiting(2);
      // Whatever comes now waits for the reset, and stays.
      done.push(add(one));
      await waiting(3);
    });
    await Promise.all(done);
    expect(await thread()).toEqual([`comment ${comments}`]);
    for (const table of ["attachments", "outbox", "attempts", "webhooks"])
      expect((await client.query(`SELECT FROM ${table} WHERE tenant = $1`, [tenant])).rows).toEqual([]);
  });
});
