import type { Connection } from "./connection.ts";
import { StoreUnavailable } from "./store-unavailable.ts";

/** What the two databases call differently. */
export interface Dialect {
  bytes: string;
  /** Put behind a table whose rows are small and always found by their key. */
  clustered: string;
  /** A number that each row gets when it is added, greater than those of all rows before. */
  growing: string;
  /** Gives the database `time_in(ms)`, which is the time that it will be then, in ISO 8601, in UTC. */
  clock: readonly string[];
}

type Migration = (dialect: Dialect) => readonly string[];

/**
 * Every change of the schema there has been, oldest first. One that has been released stays as it is.
 *
 * Comments and file names are kept in JSON, because a text of JSON may hold what a database's own
 * text can't, such as U+0000.
 */
const migrations: readonly Migration[] = [
  ({ bytes, clustered }) => [
    "CREATE TABLE tenants (id TEXT PRIMARY KEY, created_at TEXT NOT NULL)",
    `CREATE TABLE organizations (
      tenant TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
      PRIMARY KEY (tenant, id)
    )${clustered}`,
    `CREATE TABLE keys (
      hash TEXT PRIMARY KEY, tenant TEXT NOT NULL, organization TEXT NOT NULL,
      reads_restricted INTEGER NOT NULL, created_at TEXT NOT NULL, revoked_at TEXT
    )${clustered}`,
    `CREATE TABLE cases (
      tenant TEXT NOT NULL, id TEXT NOT NULL, organization TEXT NOT NULL,
      PRIMARY KEY (tenant, id)
    )${clustered}`,
    `CREATE TABLE assignees (
      tenant TEXT NOT NULL, organization TEXT NOT NULL, email TEXT NOT NULL, person TEXT NOT NULL,
      PRIMARY KEY (tenant, organization, email)
    )${clustered}`,
    `CREATE TABLE comments (
      tenant TEXT NOT NULL, id TEXT NOT NULL, case_id TEXT NOT NULL, created_at TEXT NOT NULL,
      is_restricted INTEGER NOT NULL, communication TEXT NOT NULL,
      PRIMARY KEY (tenant, id)
    )`,
    "CREATE INDEX thread ON comments (tenant, case_id, created_at, id)",
    `CREATE TABLE attachments (
      tenant TEXT NOT NULL, comment_id TEXT NOT NULL, position INTEGER NOT NULL, facts TEXT NOT NULL,
      is_restricted INTEGER NOT NULL, size INTEGER NOT NULL, content ${bytes} NOT NULL,
      PRIMARY KEY (tenant, comment_id, position)
    )`,
    `CREATE TABLE outbox (
      tenant TEXT NOT NULL, comment_id TEXT NOT NULL, due_at TEXT NOT NULL,
      PRIMARY KEY (tenant, comment_id)
    )${clustered}`,
  ],
  ({ clustered }) => [
    // Nobody could be told before.
    "DELETE FROM outbox",
    "ALTER TABLE outbox ADD COLUMN organization TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE outbox ADD COLUMN tries INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX due ON outbox (due_at)",
    `CREATE TABLE webhooks (
      tenant TEXT NOT NULL, organization TEXT NOT NULL, url TEXT NOT NULL, secret TEXT NOT NULL,
      form TEXT NOT NULL,
      PRIMARY KEY (tenant, organization)
    )${clustered}`,
    `CREATE TABLE attempts (
      tenant TEXT NOT NULL, comment_id TEXT NOT NULL, number INTEGER NOT NULL, at TEXT NOT NULL,
      status INTEGER, problem TEXT,
      PRIMARY KEY (tenant, comment_id, number)
    )${clustered}`,
  ],
  () => [
    // A list, in JSON.
    "ALTER TABLE webhooks ADD COLUMN weather TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE webhooks ADD COLUMN told INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE outbox ADD COLUMN ordinal INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE outbox ADD COLUMN weather TEXT NOT NULL DEFAULT 'clear'",
    "ALTER TABLE attempts ADD COLUMN weather TEXT NOT NULL DEFAULT 'clear'",
  ],
  ({ clustered }) => [
    "ALTER TABLE webhooks ADD COLUMN payload TEXT NOT NULL DEFAULT 'event'",
    "ALTER TABLE webhooks ADD COLUMN files TEXT NOT NULL DEFAULT 'content'",
    "ALTER TABLE outbox ADD COLUMN size INTEGER NOT NULL DEFAULT 0",
    `CREATE TABLE own_secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL)${clustered}`,
  ],
  () => [
    "ALTER TABLE webhooks ADD COLUMN slow INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE outbox ADD COLUMN slow INTEGER NOT NULL DEFAULT 0",
    "DROP INDEX due",
    "CREATE INDEX due ON outbox (slow, due_at)",
  ],
  ({ growing, clock }) => [
    ...clock,
    // Clocks are put back, and no two agree.
    "DROP INDEX thread",
    "ALTER TABLE comments RENAME TO unnumbered",
    `CREATE TABLE comments (
      number ${growing}, tenant TEXT NOT NULL, id TEXT NOT NULL, case_id TEXT NOT NULL, created_at TEXT NOT NULL,
      is_restricted INTEGER NOT NULL, communication TEXT NOT NULL,
      UNIQUE (tenant, id)
    )`,
    `INSERT INTO comments (tenant, id, case_id, created_at, is_restricted, communication)
     SELECT tenant, id, case_id, created_at, is_restricted, communication FROM unnumbered ORDER BY created_at, id`,
    "DROP TABLE unnumbered",
    "CREATE INDEX thread ON comments (tenant, case_id, number)",
  ],
  () => ["CREATE INDEX latest ON comments (tenant, number)"],
];

/**
 * Brings a database up to date. The caller sees to it that nobody else does so at the same time.
 *
 * @throws {StoreUnavailable} with the code NEWER if a later version than this one has made the database
 */
export async function migrate(connection: Connection, dialect: Dialect): Promise<void> {
  await connection.query("CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY)");
  const done = await connection.query<{ version: number }>("SELECT version FROM migrations ORDER BY version");
  if (done.length > migrations.length) throw new StoreUnavailable("NEWER");
  for (const [index, statements] of migrations.entries()) {
    if (index < done.length) continue;
    for (const statement of statements(dialect)) await connection.query(statement);
    await connection.query("INSERT INTO migrations (version) VALUES (?)", index + 1);
  }
}
