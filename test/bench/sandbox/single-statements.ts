/**
 * Adds comments to PostgreSQL with the sandbox's own statement and nothing around it: a plain pool of
 * connections, each of which adds one comment after the other. Prints the rate, as printRate does. All go to one
 * case, whose lock one alone could hold until it is on disk, so they do without.
 *
 * node single-statements.ts URL COMMENTS CONNECTIONS
 */
import pg from "pg";
import { insertion, rowOf } from "../../../apps/sandbox/src/store/postgres/insert-comments.ts";
import { aCaller, aCase, newComment } from "./a-comment.ts";
import { printRate } from "./rate.ts";

const [connectionString, comments, connections] = process.argv.slice(2);
const text = insertion.replace("FOR NO KEY UPDATE", "");
const pool = new pg.Pool({ connectionString, max: Number(connections) });
await printRate(Number(comments), Number(connections), async () => {
  const row = rowOf({ caller: aCaller, caseId: aCase, comment: newComment() });
  const { rowCount } = await pool.query({ name: "insertion", text, values: row.map((value) => [value]) });
  if (rowCount !== 1) throw new Error("the comment was not added");
});
await pool.end();
