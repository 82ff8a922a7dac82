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

// Each row looks up its key, its webhook and its case by their keys, however many others the planner knows of:
// `OFFSET 0` keeps it from reading all of them. Cases are locked in the order of their ids, so that no two statements
// wait for each other, and a comment gets its number when its case is locked.
const insertion = `INSERT INTO comments (tenant, id, case_id, created_at, is_restricted, communication)
  SELECT found.tenant, found.id, found.case_id, found.created_at, found.is_restricted, found.communication
  FROM (
    SELECT owner.*, given.*
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::integer[], $6::text[], $7::boolean[])
      WITH ORDINALITY AS given (key_hash, case_id, id, created_at, is_restricted, communication, is_told, place)
    CROSS JOIN LATERAL (
      SELECT tenant, organization FROM keys WHERE hash = given.key_hash AND revoked_at IS NULL OFFSET 0
    ) AS owner
    LEFT JOIN LATERAL (
      SELECT true AS is_set FROM webhooks
      WHERE webhooks.tenant = owner.tenant AND webhooks.organization = owner.organization OFFSET 0
    ) AS webhook ON given.is_told
    WHERE webhook.is_set IS NULL
    ORDER BY owner.tenant, given.case_id, given.place
  ) AS found
  CROSS JOIN LATERAL (
    SELECT FROM cases
    WHERE cases.tenant = found.tenant AND cases.id = found.case_id AND cases.organization = found.organization
    FOR NO KEY UPDATE
  ) AS locked
  RETURNING id`;

/** Adds those comments whose case is open to their caller and of which no event is owed, and gives their ids. */
export async function insertComments(pool: Pool, rows: readonly Row[]): Promise<ReadonlySet<string>> {
  const values = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]));
  const kept = await pool.query<{ id: string }>({ name: "insertComments", text: insertion, values });
  return new Set(kept.rows.map(({ id }) => id));
}
