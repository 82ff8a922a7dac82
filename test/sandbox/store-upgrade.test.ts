import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { openPostgresStore } from "../../apps/sandbox/src/store/postgres/postgres-store.ts";
import { openSqliteStore } from "../../apps/sandbox/src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../apps/sandbox/src/store/store.ts";
import { PostgresServer, postgresPrograms } from "./postgres-server.ts";

const caseId = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";
const caller = { keyHash: "kept clinic" };

/** A database that the fifth version of the schema was made in, when threads were in the order of time. */
const written = (database: string) =>
  readFileSync(new URL(`fifth-version/${database}.sql`, import.meta.url), "utf8");

/** Holds a store that was opened on it against what was kept there. */
async function expectAllThere(store: Store): Promise<void> {
  const thread = async (after?: string) => {
    const page = await store.run("listComments", { caller, caseId, after, limit: 10, most: 1e9 });
    if (typeof page === "string") throw new Error(page);
    return page.comments.map(({ id }) => id);
  };
  const before = ["comment 4", "comment 1", "comment 2", "comment 3"];
  expect(await thread()).toEqual(before);
  const comment = {
    id: "comment 0",
    createdAt: "2026-08-26T09:00:00.000Z",
    isRestricted: false,
    webhookNotify: true,
    communication: { text: "after all others" },
    attachments: [],
  };
  expect(await store.run("addComment", { caller, caseId, comment })).toBe("createdAndOwed");
  expect(await thread()).toEqual([...before, comment.id]);
  expect(await thread("comment 3")).toEqual([comment.id]);
  const file = await store.run("readAttachment", { caller, commentId: "comment 3", position: 0, most: 1e9 });
  expect(typeof file === "string" ? file : String(file.content && Buffer.from(file.content))).toBe("a scan");
  const room = { most: 50, mostBytes: 1e9, largest: 1e9 };
  const { claimed } = await store.run("claimEvents", { rooms: { quick: room, slow: room }, busy: [] });
  expect(claimed.map(({ commentId }) => commentId).toSorted()).toEqual([
    "comment 0",
    "comment 1",
    "comment 2",
  ]);
}

describe("a database of an earlier version", () => {
  it("is brought up to date in SQLite, with all that it holds", async () => {
    const folder = mkdtempSync(join(tmpdir(), "sandbox-sqlite-"));
    try {
      const database = new DatabaseSync(join(folder, "sandbox.sqlite"));
      database.exec(written("sqlite"));
      database.close();
      const store = await openSqliteStore({ folder, alone: true });
      await expectAllThere(store).finally(() => store.close());
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  const programs = postgresPrograms();
  it.runIf(programs)("is brought up to date in PostgreSQL, by whichever sandbox comes first", async () => {
    const server = new PostgresServer(programs ?? "");
    try {
      await server.start();
      await server.query(written("postgres"));
      const stores = await Promise.all([1, 2, 3].map(() => openPostgresStore(server.url)));
      try {
        await expectAllThere(stores[0] as Store);
      } finally {
        for (const store of stores) await store.close();
      }
    } finally {
      await server.remove();
    }
  });
});
