/**
 * Writes the sandbox's rows into SQLite with nothing around them: one comment, one transaction, through
 * the same driver, with the same tables and settings. Prints the rate, as printRate does.
 *
 * node single-rows.ts FOLDER COMMENTS
 */
import { DatabaseSync } from "node:sqlite";
import { databaseFile, openDatabase } from "../../../apps/sandbox/src/store/sqlite/database.ts";
import { aCaller, aCase, newComment } from "./a-comment.ts";
import { printRate } from "./rate.ts";

const [folder = "", comments] = process.argv.slice(2);
// It makes the tables.
(await openDatabase({ folder, alone: true })).close();
const database = new DatabaseSync(databaseFile(folder));
database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
const insert = database.prepare(
  `INSERT INTO comments (tenant, id, case_id, created_at, is_restricted, communication)
   VALUES (?, ?, ?, ?, ?, ?)`,
);
await printRate(Number(comments), 1, () => {
  const { id, createdAt, communication } = newComment();
  insert.run(aCaller.keyHash, id, aCase, createdAt, 0, JSON.stringify(communication));
});
database.close();
