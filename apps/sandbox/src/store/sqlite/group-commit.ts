import type { Database } from "./database.ts";

/** Work to be done in a transaction, and who waits for it. */
export interface Job {
  run(): Promise<unknown>;
  done(outcome: { result: unknown } | { error: unknown }): void;
}

/**
 * Runs the jobs that wait in one transaction, each behind a savepoint of its own, so that they share
 * the one thing that takes long: the wait for the disk. A job that fails takes only itself back.
 */
export async function commitTogether(database: Database, jobs: readonly Job[]): Promise<void> {
  const outcomes: Parameters<Job["done"]>[0][] = [];
  try {
    database.execute("BEGIN IMMEDIATE");
    // One alone is taken back with the transaction.
    if (jobs.length === 1) outcomes.push({ result: await jobs[0]?.run() });
    else for (const job of jobs) outcomes.push(await attempt(database, job));
    database.execute("COMMIT");
  } catch (error) {
    if (database.isInTransaction) database.execute("ROLLBACK");
    const failed = { error };
    for (const job of jobs) job.done(failed);
    return;
  }
  for (const [index, job] of jobs.entries()) job.done(outcomes[index] as { result: unknown });
}

async function attempt(database: Database, job: Job) {
  database.execute("SAVEPOINT job");
  try {
    const result = await job.run();
    database.execute("RELEASE job");
    return { result };
  } catch (error) {
    // SQLite has taken everything back, the work of the other jobs, too.
    if (!database.isInTransaction) throw error;
    database.execute("ROLLBACK TO job");
    database.execute("RELEASE job");
    return { error };
  }
}
