import type { AttemptProblem } from "../webhooks/attempt-problem.ts";
import type { Weather } from "../webhooks/weather.ts";
import type { Connection } from "./connection.ts";
import { sizeOfEvent } from "./event-size.ts";
import type { Attempt } from "./outbox.ts";
import { type Caller, findPrincipal, type UnknownCaller } from "./tenants.ts";

/** The event of a comment, and every attempt to deliver it. */
export interface Delivery {
  commentId: string;
  /** When it is tried next; absent if it is not. */
  due?: string | undefined;
  attempts: Attempt[];
}

const mostDeliveries = 100;

/** The latest deliveries of an organization, newest first; of comments that the caller may read. */
export async function listDeliveries(
  connection: Connection,
  { caller }: { caller: Caller },
): Promise<Delivery[] | UnknownCaller> {
  const principal = await findPrincipal(connection, caller);
  if (!principal) return "unknownApiKey";
  const { tenant, organization, readsRestricted } = principal;
  // Their numbers lie in an index: those before the latest aren't looked at.
  const latest = `SELECT comments.id FROM comments
     JOIN cases ON cases.tenant = comments.tenant AND cases.id = comments.case_id
     WHERE comments.tenant = ? AND cases.organization = ? AND comments.is_restricted <= ?
       AND (EXISTS (SELECT 1 FROM outbox WHERE tenant = comments.tenant AND comment_id = comments.id)
         OR EXISTS (SELECT 1 FROM attempts WHERE tenant = comments.tenant AND comment_id = comments.id))
     ORDER BY comments.number DESC LIMIT ?`;
  const of = [tenant, organization, Number(readsRestricted), mostDeliveries];
  const ids = await connection.query<{ id: string }>(latest, ...of);
  const owed = await connection.query<{ comment_id: string; due_at: string }>(
    `SELECT comment_id, due_at FROM outbox WHERE tenant = ? AND comment_id IN (${latest})`,
    tenant,
    ...of,
  );
  const attempts = await connection.query<{
    comment_id: string;
    at: string;
    status: number | null;
    problem: AttemptProblem | null;
    weather: Weather;
  }>(
    `SELECT comment_id, at, status, problem, weather FROM attempts
     WHERE tenant = ? AND comment_id IN (${latest}) ORDER BY comment_id, number`,
    tenant,
    ...of,
  );
  const due = new Map(owed.map(({ comment_id, due_at }) => [comment_id, due_at]));
  const made = Map.groupBy(attempts, ({ comment_id }) => comment_id);
  return ids.map(({ id }) => ({
    commentId: id,
    ...(due.has(id) ? { due: due.get(id) } : {}),
    attempts: (made.get(id) ?? []).map(({ at, status, problem, weather }) => ({
      at,
      weather,
      ...(status === null ? {} : { status }),
      ...(problem === null ? {} : { problem }),
    })),
  }));
}

/**
 * Owes the event of a comment once more, whatever became of it, if the organization wants to be told, the caller may
 * read the comment, and it was posted to be told.
 */
export async function redeliver(
  connection: Connection,
  { caller, commentId, notifiesByDefault }: { caller: Caller; commentId: string; notifiesByDefault: boolean },
): Promise<"owed" | "deliveryNotFound" | UnknownCaller> {
  const principal = await findPrincipal(connection, caller);
  if (!principal) return "unknownApiKey";
  const { tenant, organization, readsRestricted } = principal;
  const id = commentId.toLowerCase();
  const [found] = await connection.query<{ communication: string }>(
    `SELECT comments.communication FROM comments
     JOIN cases ON cases.tenant = comments.tenant AND cases.id = comments.case_id
     WHERE comments.tenant = ? AND comments.id = ? AND cases.organization = ? AND comments.is_restricted <= ?
     FOR KEY SHARE OF comments`,
    tenant,
    id,
    organization,
    Number(readsRestricted),
  );
  if (!found) return "deliveryNotFound";
  const { webhookNotify = notifiesByDefault } = JSON.parse(found.communication);
  if (!webhookNotify) return "deliveryNotFound";
  const owed = await connection.query(
    `INSERT INTO outbox (tenant, comment_id, organization, due_at, tries, size, slow)
     SELECT comments.tenant, comments.id, webhooks.organization, time_in(0), 0, ${sizeOfEvent}, webhooks.slow
     FROM comments
     JOIN webhooks ON webhooks.tenant = comments.tenant AND webhooks.organization = ?
     WHERE comments.tenant = ? AND comments.id = ?
     ON CONFLICT (tenant, comment_id) DO UPDATE
       SET due_at = excluded.due_at, tries = 0, weather = excluded.weather
     RETURNING comment_id`,
    organization,
    tenant,
    id,
  );
  return owed.length > 0 ? "owed" : "deliveryNotFound";
}
