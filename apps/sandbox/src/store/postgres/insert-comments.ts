import type { Pool } from "pg";
import type { Input } from "../store.ts";

/** The values of a comment, in the order of the statement's parameters. */
export type Row = readonly (string | number | boolean)[];

/** The row of a comment without attachments. */
export function rowOf({ caller, caseId, comment }: Input<"addComment">): Row {
  const { id, createdAt, isRestricted, communication, webhookNotify } = comment;
  const shown = [caller.keyHash, caseId.toLowerCase()];
  return [...shown, id, createdAt, Number(isRestricted), JSON.stringify(communication), webhookNotify];
}

// Each row looks up its case and its webhook by their keys, however many others the planner knows of.
const text = `INSERT INTO comments (tenant, id, case_id, created_at, is_restricted, communication)
  SELECT keys.tenant, given.id, given.case_id, given.created_at, given.is_restricted, given.communication
  FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::integer[], $6::text[], $7::boolean[])
    AS given (key_hash, case_id, id, created_at, is_restricted, communication, is_told)
  JOIN keys ON keys.hash = given.key_hash AND keys.revoked_at IS NULL
  WHERE keys.organization =
      (SELECT organization FROM cases WHERE cases.tenant = keys.tenant AND cases.id = given.case_id)
    AND NOT (given.is_told AND EXISTS
      (SELECT 1 FROM webhooks WHERE webhooks.tenant = keys.tenant AND webhooks.organization = keys.organization))
  RETURNING id`;

/** Adds those comments whose case is open to their caller and of which no event is owed, and gives their ids. */
export async function insertComments(pool: Pool, rows: readonly Row[]): Promise<ReadonlySet<string>> {
  const values = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]));
  const kept = await pool.query<{ id: string }>({ name: "insertComments", text, values });
  return new Set(kept.rows.map(({ id }) => id));
}
