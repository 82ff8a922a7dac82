import type { AttemptProblem } from "../webhooks/attempt-problem.ts";
import { delayIn, type Weather, weatherOf } from "../webhooks/weather.ts";
import type { Connection } from "./connection.ts";
import { mostOfCase } from "./owed-event.ts";
import type { Principal } from "./tenants.ts";
import type { WebhookRow } from "./webhook-settings.ts";

/** How long an event is taken for: longer than an attempt can take, in milliseconds. */
export const leaseMs = 30_000;

/**
 * Notes that an event is owed for a comment, if its organization wants to be told.
 *
 * @param size of what the comment says, in bytes, and of its files
 * @returns the event, if it is to be delivered before the comment is answered: it is taken for the caller then
 */
export async function oweEvent(
  connection: Connection,
  { tenant, organization }: Pick<Principal, "tenant" | "organization">,
  {
    commentId,
    createdAt,
    size,
  }: { commentId: string; createdAt: string; size: { said: number; files: number } },
): Promise<ClaimedEvent | "due" | undefined> {
  const of = [tenant, organization];
  const [webhook] = await connection.query<Pick<WebhookRow, "weather" | "files" | "payload">>(
    "SELECT weather, files, payload FROM webhooks WHERE tenant = ? AND organization = ?",
    ...of,
  );
  if (!webhook) return undefined;
  const list: readonly Weather[] = JSON.parse(webhook.weather);
  // Who wants no weather doesn't have comments wait for one another.
  const [counted] =
    list.length === 0
      ? []
      : await connection.query<{ told: number }>(
          "UPDATE webhooks SET told = told + 1 WHERE tenant = ? AND organization = ? RETURNING told",
          ...of,
        );
  const ordinal = counted?.told ?? 0;
  const weather = weatherOf(list, ordinal);
  const isTaken = weather === "beforeAnswer";
  const tries = Number(isTaken);
  const held =
    size.said +
    (webhook.files === "content" ? size.files : 0) +
    (webhook.payload === "full" ? mostOfCase : 0);
  const dueAt = later(createdAt, isTaken ? leaseMs : delayIn(weather));
  await connection.query(
    `INSERT INTO outbox (tenant, comment_id, organization, due_at, tries, ordinal, weather, size)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    tenant,
    commentId,
    organization,
    dueAt,
    tries,
    ordinal,
    weather,
    held,
  );
  const event = { tenant, organization, commentId, tries, ordinal, weather, size: held, leaseEnd: dueAt };
  return isTaken ? event : "due";
}

const later = (time: string, ms: number) => new Date(Date.parse(time) + ms).toISOString();

/** An event that is owed, taken by one sandbox until its lease is over. */
export interface ClaimedEvent {
  tenant: string;
  organization: string;
  commentId: string;
  /** The number of the event among those of its organization, from 1; 0 where no weather was wanted. */
  ordinal: number;
  weather: Weather;
  /** How often it was tried, this time included. */
  tries: number;
  /** Of what it brings, in bytes, before it is printed. */
  size: number;
  leaseEnd: string;
}

/** How many events of an organization are taken at once. */
export const mostOfEach = 16;
/** How many of the oldest events are looked at for that. */
const looked = 200;

/**
 * Takes events that are due, so that nobody else delivers them before `leaseEnd`; if whoever took them
 * dies, they are due again then. Times are in ISO 8601, in UTC. A few of each organization are taken, so
 * that one whose receiver is slow doesn't hold up the others.
 *
 * @param mostBytes when they are larger than this together, no more are taken
 * @param busy the organizations of which none are taken
 * @returns them, and when the next of those is due that are not due yet
 */
export async function claimEvents(
  connection: Connection,
  {
    now,
    leaseEnd,
    most,
    mostBytes,
    busy,
  }: {
    now: string;
    leaseEnd: string;
    most: number;
    mostBytes: number;
    busy: readonly Pick<Principal, "tenant" | "organization">[];
  },
): Promise<{ claimed: ClaimedEvent[]; nextDue: string | undefined }> {
  const others = busy.map(() => "AND NOT (tenant = ? AND organization = ?)").join(" ");
  const rows = await connection.query<Omit<ClaimedEvent, "commentId" | "leaseEnd"> & { comment_id: string }>(
    `UPDATE outbox SET due_at = ?, tries = tries + 1
     WHERE due_at <= ? AND (tenant, comment_id) IN (
       WITH oldest AS (
         SELECT tenant, organization, comment_id, due_at, size FROM outbox
         WHERE due_at <= ? ${others} ORDER BY due_at, comment_id LIMIT ${looked}
       ), turns AS (
         SELECT *, ROW_NUMBER() OVER (PARTITION BY tenant, organization ORDER BY due_at, comment_id) AS turn
         FROM oldest
       ), chosen AS (
         SELECT * FROM turns WHERE turn <= ${mostOfEach} ORDER BY due_at, comment_id LIMIT ?
       ), summed AS (
         SELECT *, SUM(size) OVER (ORDER BY due_at, comment_id, tenant) - size AS ahead FROM chosen
       )
       SELECT tenant, comment_id FROM summed WHERE ahead < ?
     )
     RETURNING tenant, comment_id, organization, tries, ordinal, weather, size`,
    leaseEnd,
    now,
    now,
    ...busy.flatMap(({ tenant, organization }) => [tenant, organization]),
    most,
    mostBytes,
  );
  const [next] = await connection.query<{ due: string | null }>(
    "SELECT MIN(due_at) AS due FROM outbox WHERE due_at > ?",
    now,
  );
  return {
    claimed: rows.map(({ comment_id, ...event }) => ({ ...event, commentId: comment_id, leaseEnd })),
    nextDue: next?.due ?? undefined,
  };
}

/**
 * Makes all that is owed due at once. For a sandbox that has its store to itself, when it starts: what was
 * taken before it was ended is in nobody's hands.
 */
export async function hastenEvents(connection: Connection, { now }: { now: string }): Promise<void> {
  await connection.query("UPDATE outbox SET due_at = ? WHERE due_at > ?", now, now);
}

/** What became of one attempt to deliver an event. */
export interface Attempt {
  /** In ISO 8601, in UTC. */
  at: string;
  /** What the receiver answered; absent if it didn't. */
  status?: number | undefined;
  /** Why it didn't. */
  problem?: AttemptProblem | undefined;
  weather: Weather;
}

/**
 * Notes an attempt, and when the next is due; without one, nothing is owed any more. If the event was
 * asked for once more meanwhile, or somebody else took it when the lease was over, that stands.
 *
 * @param releasedAt when the events are due that were kept back to come behind this one
 */
export async function endAttempt(
  connection: Connection,
  {
    event: { tenant, organization, commentId, ordinal, leaseEnd },
    attempt,
    nextDue,
    nextWeather,
    releasedAt,
  }: {
    event: ClaimedEvent;
    attempt: Attempt;
    nextDue: string | undefined;
    nextWeather: Weather;
    releasedAt: string | undefined;
  },
): Promise<void> {
  await connection.query(
    `INSERT INTO attempts (tenant, comment_id, number, at, status, problem, weather)
     SELECT tenant, id, (SELECT COUNT(*) + 1 FROM attempts WHERE tenant = comments.tenant AND comment_id = comments.id),
       ?, ?, ?, ?
     FROM comments WHERE tenant = ? AND id = ?`,
    attempt.at,
    attempt.status ?? null,
    attempt.problem ?? null,
    attempt.weather,
    tenant,
    commentId,
  );
  const taken = [tenant, commentId, leaseEnd];
  const ours = "WHERE tenant = ? AND comment_id = ? AND due_at = ?";
  if (nextDue === undefined) await connection.query(`DELETE FROM outbox ${ours}`, ...taken);
  else
    await connection.query(
      `UPDATE outbox SET due_at = ?, weather = ? ${ours}`,
      nextDue,
      nextWeather,
      ...taken,
    );
  if (releasedAt === undefined) return;
  await connection.query(
    `UPDATE outbox SET due_at = ?
     WHERE tenant = ? AND organization = ? AND weather = 'outOfOrder' AND tries = 0 AND ordinal < ? AND due_at > ?`,
    releasedAt,
    tenant,
    organization,
    ordinal,
    releasedAt,
  );
}
