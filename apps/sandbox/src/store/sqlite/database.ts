import { closeSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Connection, SqlValue } from "../connection.ts";
import { type Dialect, migrate } from "../schema.ts";
import { StoreUnavailable } from "../store-unavailable.ts";

const dialect: Dialect = {
  bytes: "BLOB",
  clustered: " WITHOUT ROWID",
  growing: "INTEGER PRIMARY KEY",
  // A connection brings it with it.
  clock: [],
};

/** The locks of rows that PostgreSQL takes. */
const rowLocks = / FOR [A-Z ]+ OF \w+( SKIP LOCKED)?/g;

/** A database, and the connection that its transactions use. */
export interface Database {
  connection: Connection;
  /** Runs a statement that gives no rows, such as `COMMIT`. */
  execute(sql: string): void;
  /** Whether a transaction is open. A full disk ends one unasked. */
  readonly isInTransaction: boolean;
  close(): void;
}

/** What SQLite calls it when somebody else has a lock. */
const busy = 5;
// How long somebody else's transaction is waited for, in milliseconds.
const busyMs = 10_000;

/** Where a database lies. */
export interface DatabasePlace {
  /** Absent for a database in memory. */
  folder?: string | undefined;
  /** Whether nobody else may serve from the folder meanwhile. Who administers it doesn't need that. */
  alone: boolean;
}

/**
 * Opens the database of a folder, and makes both when they aren't there, for its owner alone.
 *
 * @throws {StoreUnavailable} with the code IN_USE if another process serves from the folder
 * @throws the error of the system or of SQLite if it can't be read or written
 */
export async function openDatabase({ folder, alone }: DatabasePlace): Promise<Database> {
  const lock = folder !== undefined && alone ? lockFolder(folder) : undefined;
  const database = new DatabaseSync(folder === undefined ? ":memory:" : ownFile(databaseFile(folder)), {
    timeout: busyMs,
  });
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
  database.function("time_in", (ms) => new Date(Date.now() + Number(ms)).toISOString());
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string) => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = database.prepare(sql.replace(rowLocks, ""));
    statements.set(sql, statement);
    return statement;
  };
  const connection: Connection = {
    query: async <Row>(sql: string, ...values: readonly SqlValue[]) => prepared(sql).all(...values) as Row[],
  };
  database.exec("BEGIN IMMEDIATE");
  await migrate(connection, dialect);
  database.exec("COMMIT");
  return {
    connection,
    execute: (sql) => void prepared(sql).run(),
    get isInTransaction() {
      return database.isTransaction;
    },
    close() {
      database.close();
      lock?.close();
    },
  };
}

/** The file that holds the database of a folder. */
export const databaseFile = (folder: string) => fileIn(folder, "sandbox.sqlite");
/** SQLite takes what begins with `file:` for an address, and no whole path begins so. */
const fileIn = (folder: string, name: string) => resolve(folder, name);

/** A lock that ends with the process, however it ends. Readers of the database itself are not kept out. */
function lockFolder(folder: string): DatabaseSync {
  const lock = new DatabaseSync(ownFile(fileIn(folder, "lock.sqlite")));
  try {
    lock.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS held (by TEXT)");
  } catch (error) {
    lock.close();
    // A full disk is none of another sandbox's doing. The last byte is the kind of the error.
    const { errcode = 0 } = error as { errcode?: number };
    throw (errcode & 0xff) === busy ? new StoreUnavailable("IN_USE") : error;
  }
  return lock;
}

/** Makes a file that only its owner can read. SQLite gives the files that it adds the same rights. */
function ownFile(path: string): string {
  makeFolder(dirname(path));
  closeSync(openSync(path, "a", 0o600));
  return path;
}

/** Node's own way to make a folder with those above it never ends where the system says that a part isn't there. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") {
      makeFolder(dirname(path));
      mkdirSync(path, { mode: 0o700 });
    } else if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
