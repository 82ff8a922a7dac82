import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/**
 * Writes comments with nothing around them: one row, one transaction, in SQLite with the settings of
 * the sandbox.
 *
 * @returns comments per second
 */
export function singleRows(folder: string, comments: number): number {
  const database = new DatabaseSync(join(folder, "single-rows.sqlite"));
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
  database.exec(
    "CREATE TABLE IF NOT EXISTS comments (id TEXT PRIMARY KEY, created_at TEXT, communication TEXT)",
  );
  const insert = database.prepare("INSERT INTO comments (id, created_at, communication) VALUES (?, ?, ?)");
  const communication = JSON.stringify({
    text: "Please call back.",
    author: { email: "rosa@clinic.example" },
  });
  const start = performance.now();
  for (let count = 0; count < comments; count += 1)
    insert.run(randomUUID(), new Date().toISOString(), communication);
  const seconds = (performance.now() - start) / 1000;
  database.close();
  return comments / seconds;
}
