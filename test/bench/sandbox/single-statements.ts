/**
 * Adds comments to PostgreSQL with a plain statement for each and nothing around it: a pool of connections, each of
 * which adds one comment after the other. Prints the rate, as printRate does. As all go to one case, nobody locks it:
 * each would wait until the one before it is on disk.
 *
 * node single-statements.ts URL COMMENTS CONNECTIONS
 */
import pg from "pg";
import { rowOf } from "../../../apps/sandbox/src/store/postgres/insert-comments.ts";
import { aCaller, aCase, newComment } from "./a-comment.ts";
import { printRate } from "./rate.ts";

const [connectionString, comments, connections] = process.argv.slice(2);
const text = `INSERT INTO comments (tenant, id, case_id, created_at, is_restricted, communication)
  SELECT keys.tenant, $3, cases.id, $4, $5, $6
  FROM keys JOIN cases ON cases.tenant = keys.tenant AND cases.organization = keys.organization
  WHERE keys.hash = $1 AND keys.revoked_at IS NULL AND cases.id = $2`;
const pool = new pg.Pool({ connectionString, max: Number(connections) });
await printRate(Number(comments), Number(connections), async () => {
  const row = rowOf({ caller: aCaller, caseId: aCase, comment: newComment() });
  const { rowCount } = await pool.query({ name: "insertion", text, values: row.slice(0, 6) });
  if (rowCount !== 1) throw new Error("the comment was not added");
});
await pool.end();
