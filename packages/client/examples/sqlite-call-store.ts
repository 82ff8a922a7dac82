/** Keeps calls and events in a SQLite database, with what Node 22.13 and newer have built in. */
import { DatabaseSync } from "node:sqlite";
import { type KeptCall, type KeptEvent, settle } from "@case-comments/client/settle";
import type { CallStore } from "./settle-unknown.ts";

/** @param path of the database file; it is made if there is none */
export function sqliteCallStore(path: string): CallStore & Disposable {
  const database = new DatabaseSync(path);
  database.exec(`
    PRAGMA busy_timeout = 5000;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE IF NOT EXISTS call (
      id TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, began INTEGER NOT NULL,
      state TEXT NOT NULL, commentId TEXT UNIQUE
    ) STRICT;
    CREATE TABLE IF NOT EXISTS event (
      commentId TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, createdAt INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS callsAlike ON call (fingerprint);
    CREATE INDEX IF NOT EXISTS eventsAlike ON event (fingerprint);
  `);
  // What an event has settled stays so; its answer, if it comes after all, may name another id, or
  // one that another call with the same words was given: then nobody knows which of them is lost.
  const created = database.prepare(
    "UPDATE OR IGNORE call SET state = 'created', commentId = ? WHERE id = ? AND commentId IS NULL",
  );
  const callsAlike = database.prepare("SELECT * FROM call WHERE fingerprint = ?");
  const eventsAlike = database.prepare("SELECT * FROM event WHERE fingerprint = ?");

  return {
    async add({ id, fingerprint, began, state }) {
      database.prepare("INSERT INTO call VALUES (?, ?, ?, ?, NULL)").run(id, fingerprint, began, state);
    },
    async end(id, result) {
      if (result.ok) created.run(result.data.commentId, id);
      if (result.ok || result.error.delivery === "unknown")
        database.prepare("UPDATE call SET state = 'unknown' WHERE id = ? AND state = 'open'").run(id);
      // It does not exist, and can cause no event.
      else database.prepare("DELETE FROM call WHERE id = ? AND commentId IS NULL").run(id);
    },
    async recover() {
      database.exec("UPDATE call SET state = 'unknown' WHERE state = 'open'");
      // Their events may have come before, and wait for nothing else.
      const unknown = database.prepare("SELECT DISTINCT fingerprint FROM call WHERE state = 'unknown'");
      for (const { fingerprint } of unknown.all()) await this.settle(fingerprint as string);
    },
    async keep({ commentId, fingerprint, createdAt }) {
      database
        .prepare("INSERT INTO event VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
        .run(commentId, fingerprint, createdAt);
    },
    async settle(fingerprint) {
      // Another process may be at the same calls.
      database.exec("BEGIN IMMEDIATE");
      try {
        const calls = callsAlike.all(fingerprint).map(callOf);
        const events = eventsAlike.all(fingerprint) as unknown as KeptEvent[];
        for (const [id, commentId] of settle(calls, events)) created.run(commentId, id);
        database.exec("COMMIT");
      } catch (error) {
        database.exec("ROLLBACK");
        throw error;
      }
    },
    [Symbol.dispose]() {
      database.close();
    },
  };
}

function callOf({ commentId, ...call }: Record<string, unknown>): KeptCall {
  return { ...(call as unknown as KeptCall), commentId: (commentId as string | null) ?? undefined };
}
