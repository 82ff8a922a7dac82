/**
 * Adds comments to PostgreSQL with the sandbox's own statement and nothing around it: a plain pool of
 * connections, each of which adds one comment after the other. Prints comments per second.
 *
 * node single-statements.ts URL COMMENTS CONNECTIONS
 */
import pg from "pg";
import { insertComments, rowOf } from "../../../apps/sandbox/src/store/postgres/insert-comments.ts";
import { aCaller, aCase, newComment } from "./a-comment.ts";

const [connectionString, comments, connections] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString, max: Number(connections) });
let left = Number(comments);
async function add(): Promise<void> {
  for (; left > 0; left -= 1) {
    const row = rowOf({ caller: aCaller, caseId: aCase, comment: newComment() });
    const added = await insertComments(pool, [row]);
    if (added.size !== 1) throw new Error("the comment was not added");
  }
}
// To connect takes long, and the sandbox has done so before.
await Promise.all(Array.from({ length: Number(connections) }, () => pool.query("SELECT 1")));
const start = performance.now();
await Promise.all(Array.from({ length: Number(connections) }, add));
const seconds = (performance.now() - start) / 1000;
await pool.end();
process.stdout.write(`${Number(comments) / seconds}\n`);
