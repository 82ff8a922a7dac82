import { DatabaseError, Pool, type PoolClient, type PoolConfig } from "pg";
import { addComment } from "../comments.ts";
import type { Connection } from "../connection.ts";
import { type Dialect, migrate } from "../schema.ts";
import { type Input, type Store, type Transaction, type TransactionName, transactions } from "../store.ts";
import { StoreUnavailable } from "../store-unavailable.ts";
import { addCommentsTogether } from "./add-comments.ts";

const dialect: Dialect = { bytes: "BYTEA", clustered: "" };

/** Any number that nobody else uses for a lock of this database. */
const migrationLock = 20_260_826;

/** How long to wait for a connection, in milliseconds. */
const connectTimeout = 5_000;
/** How long to wait for the answer to a statement, in milliseconds: a large file comes over a slow network meanwhile. */
const answerTimeout = 15_000;

/**
 * A store in PostgreSQL. Any number of sandboxes can share one; each keeps nothing to itself.
 *
 * @param url such as `postgres://user:password@host:5432/database`
 * @throws {StoreUnavailable} if the database can't be reached
 */
export async function openPostgresStore(url: string): Promise<Store> {
  const database: PoolConfig = { connectionString: url, connectionTimeoutMillis: connectTimeout };
  await bringUpToDate(database);
  const pool = openPool({ ...database, query_timeout: answerTimeout, max: 16 });
  const addOne = (input: Input<"addComment">) =>
    transact(pool, (connection) => addComment(connection, input));
  const addTogether = addCommentsTogether(pool, addOne);
  return {
    isAlone: false,
    run(name, input) {
      if (isSmallComment(name, input)) return addTogether(input).catch(unavailable) as never;
      const transaction = transactions[name] as Transaction;
      return transact(pool, (connection) => transaction(connection, input)) as never;
    },
    close: () => pool.end(),
  };
}

/** Waits as long as it takes: of a large table, the answer may come late, and the next try would begin anew. */
async function bringUpToDate(database: PoolConfig): Promise<void> {
  const pool = openPool({ ...database, max: 1 });
  try {
    await transact(pool, async (connection) => {
      await connection.query("SELECT pg_advisory_xact_lock(?)", migrationLock);
      await migrate(connection, dialect);
    });
  } finally {
    await pool.end();
  }
}

function openPool(config: PoolConfig): Pool {
  const pool = new Pool(config);
  // A connection that breaks while nobody uses it is replaced by the next one that is asked for.
  pool.on("error", () => {});
  // One that breaks while it is used fails what uses it, and must not end the process beside.
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

async function connect(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    // Not only the network's: the files of certificates that the address names are read here, too.
    return unavailable(error);
  }
}

async function transact<Result>(
  pool: Pool,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const client = await connect(pool);
  let isBroken = false;
  try {
    await client.query("BEGIN");
    const result = await work(connectionOf(client));
    await client.query("COMMIT");
    return result;
  } catch (error) {
    // Whoever hasn't answered is not asked once more: the end of the connection takes everything back, too.
    isBroken = !(error instanceof DatabaseError) || !(await isRolledBack(client));
    return unavailable(error);
  } finally {
    client.release(isBroken);
  }
}

/** Takes a transaction back, and says whether the database has done so. */
function isRolledBack(client: PoolClient): Promise<boolean> {
  return client.query("ROLLBACK").then(
    () => true,
    () => false,
  );
}

function isSmallComment(name: TransactionName, input: unknown): input is Input<"addComment"> {
  return name === "addComment" && (input as Input<"addComment">).comment.attachments.length === 0;
}

function unavailable(error: unknown): never {
  throw new StoreUnavailable((error as { code?: string }).code);
}

function connectionOf(client: PoolClient): Connection {
  return {
    async query(sql, ...values) {
      const { rows } = await client.query({ name: nameOf(sql), text: numbered(sql), values: [...values] });
      return rows;
    },
  };
}

const texts = new Map<string, string>();

/** PostgreSQL numbers its parameters. */
function numbered(sql: string): string {
  const known = texts.get(sql);
  if (known !== undefined) return known;
  let count = 0;
  const text = sql.replaceAll("?", () => {
    count += 1;
    return `$${count}`;
  });
  texts.set(sql, text);
  return text;
}

const names = new Map<string, string>();

/** A statement with a name is parsed once for each connection. */
function nameOf(sql: string): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  const name = `s${names.size}`;
  names.set(sql, name);
  return name;
}
