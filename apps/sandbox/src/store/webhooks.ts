import { delayIn, type Weather, weatherOf } from "../webhooks/weather.ts";
import type { Connection } from "./connection.ts";
import { type Caller, findPrincipal, type Principal } from "./tenants.ts";

/** Which of the two documented forms an event has. */
export type EventForm = "current" | "older";

/** Where an organization is told of its comments. */
export interface WebhookSettings {
  url: string;
  form: EventForm;
  /** What goes wrong with the first event from now on, with the second, and so on; empty for nothing. */
  weather: readonly Weather[];
}

type UnknownCaller = "unknownApiKey";

/** Sets where an organization is told of the comments that come from now on, or with `undefined` that it is not. */
export async function setWebhook(
  connection: Connection,
  { caller, webhook }: { caller: Caller; webhook: (WebhookSettings & { secret: string }) | undefined },
): Promise<"set" | UnknownCaller> {
  const principal = await findPrincipal(connection, caller);
  if (!principal) return "unknownApiKey";
  const { tenant, organization } = principal;
  await connection.query("DELETE FROM webhooks WHERE tenant = ? AND organization = ?", tenant, organization);
  if (webhook) {
    await connection.query(
      "INSERT INTO webhooks (tenant, organization, url, secret, form, weather) VALUES (?, ?, ?, ?, ?, ?)",
      tenant,
      organization,
      webhook.url,
      webhook.secret,
      webhook.form,
      JSON.stringify(webhook.weather),
    );
  } else {
    await connection.query("DELETE FROM outbox WHERE tenant = ? AND organization = ?", tenant, organization);
  }
  return "set";
}

/** Where an organization is told of its comments. The secret is for signing alone. */
export async function readWebhook(
  connection: Connection,
  { caller }: { caller: Caller },
): Promise<WebhookSettings | "webhookNotFound" | UnknownCaller> {
  const principal = await findPrincipal(connection, caller);
  if (!principal) return "unknownApiKey";
  const [found] = await connection.query<WebhookRow>(
    "SELECT url, form, weather FROM webhooks WHERE tenant = ? AND organization = ?",
    principal.tenant,
    principal.organization,
  );
  return found ? settingsIn(found) : "webhookNotFound";
}

type WebhookRow = Omit<WebhookSettings, "weather"> & { weather: string };

const settingsIn = ({ url, form, weather }: WebhookRow): WebhookSettings => ({
  url,
  form,
  weather: JSON.parse(weather),
});

/** How long an event is taken for: longer than an attempt can take, in milliseconds. */
export const leaseMs = 30_000;

/**
 * Notes that an event is owed for a comment, if its organization wants to be told.
 *
 * @returns the event, if it is to be delivered before the comment is answered: it is taken for the caller then
 */
export async function oweEvent(
  connection: Connection,
  { tenant, organization }: Pick<Principal, "tenant" | "organization">,
  { commentId, createdAt }: { commentId: string; createdAt: string },
): Promise<ClaimedEvent | "due" | undefined> {
  const of = [tenant, organization];
  const [webhook] = await connection.query<{ weather: string }>(
    "SELECT weather FROM webhooks WHERE tenant = ? AND organization = ?",
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
  const dueAt = later(createdAt, isTaken ? leaseMs : delayIn(weather));
  await connection.query(
    `INSERT INTO outbox (tenant, comment_id, organization, due_at, tries, ordinal, weather)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    tenant,
    commentId,
    organization,
    dueAt,
    tries,
    ordinal,
    weather,
  );
  return isTaken ? { tenant, organization, commentId, tries, ordinal, weather, leaseEnd: dueAt } : "due";
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
  leaseEnd: string;
}

/**
 * Takes events that are due, so that nobody else delivers them before `leaseEnd`; if whoever took them
 * dies, they are due again then. Times are in ISO 8601, in UTC.
 *
 * @returns them, and when the next of the others is due
 */
export async function claimEvents(
  connection: Connection,
  { now, leaseEnd, most }: { now: string; leaseEnd: string; most: number },
): Promise<{ claimed: ClaimedEvent[]; nextDue: string | undefined }> {
  const rows = await connection.query<Omit<ClaimedEvent, "commentId" | "leaseEnd"> & { comment_id: string }>(
    `UPDATE outbox SET due_at = ?, tries = tries + 1
     WHERE due_at <= ? AND (tenant, comment_id) IN
       (SELECT tenant, comment_id FROM outbox WHERE due_at <= ? ORDER BY due_at, comment_id LIMIT ?)
     RETURNING tenant, comment_id, organization, tries, ordinal, weather`,
    leaseEnd,
    now,
    now,
    most,
  );
  const [next] = await connection.query<{ due: string | null }>("SELECT MIN(due_at) AS due FROM outbox");
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

/** All that an event is made of, and where it goes. */
export interface OwedEvent extends WebhookSettings {
  secret: string;
  comment: {
    id: string;
    caseId: string;
    createdAt: string;
    communication: object;
    attachments: readonly { facts: object; content: Uint8Array }[];
  };
}

/** Reads what a claimed event is made of; `undefined` if nobody is to be told any more. */
export async function readOwedEvent(
  connection: Connection,
  { tenant, commentId }: { tenant: string; commentId: string },
): Promise<OwedEvent | undefined> {
  const [found] = await connection.query<
    WebhookRow & { secret: string; case_id: string; created_at: string; communication: string }
  >(
    `SELECT webhooks.url, webhooks.secret, webhooks.form, webhooks.weather,
       comments.case_id, comments.created_at, comments.communication
     FROM outbox
     JOIN comments ON comments.tenant = outbox.tenant AND comments.id = outbox.comment_id
     JOIN webhooks ON webhooks.tenant = outbox.tenant AND webhooks.organization = outbox.organization
     WHERE outbox.tenant = ? AND outbox.comment_id = ?`,
    tenant,
    commentId,
  );
  if (!found) {
    await connection.query("DELETE FROM outbox WHERE tenant = ? AND comment_id = ?", tenant, commentId);
    return undefined;
  }
  const attachments = await connection.query<{ facts: string; content: Uint8Array }>(
    "SELECT facts, content FROM attachments WHERE tenant = ? AND comment_id = ? ORDER BY position",
    tenant,
    commentId,
  );
  const { secret, case_id: caseId, created_at: createdAt, communication } = found;
  return {
    ...settingsIn(found),
    secret,
    comment: {
      id: commentId,
      caseId,
      createdAt,
      communication: JSON.parse(communication),
      attachments: attachments.map(({ facts, content }) => ({ facts: JSON.parse(facts), content })),
    },
  };
}

/** What became of one attempt to deliver an event. */
export interface Attempt {
  /** In ISO 8601, in UTC. */
  at: string;
  /** What the receiver answered; absent if it didn't. */
  status?: number | undefined;
  /** Why it didn't, in a word. */
  problem?: string | undefined;
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

/** The event of a comment, and every attempt to deliver it. */
export interface Delivery {
  commentId: string;
  /** When it is tried next; absent if it is not. */
  due?: string | undefined;
  attempts: Attempt[];
}

const mostDeliveries = 100;

/** The latest deliveries of an organization, newest first. */
export async function listDeliveries(
  connection: Connection,
  { caller }: { caller: Caller },
): Promise<Delivery[] | UnknownCaller> {
  const principal = await findPrincipal(connection, caller);
  if (!principal) return "unknownApiKey";
  const { tenant, organization } = principal;
  const latest = `SELECT comments.id FROM comments
     JOIN cases ON cases.tenant = comments.tenant AND cases.id = comments.case_id
     WHERE comments.tenant = ? AND cases.organization = ?
       AND (EXISTS (SELECT 1 FROM outbox WHERE tenant = comments.tenant AND comment_id = comments.id)
         OR EXISTS (SELECT 1 FROM attempts WHERE tenant = comments.tenant AND comment_id = comments.id))
     ORDER BY comments.created_at DESC, comments.id DESC LIMIT ?`;
  const of = [tenant, organization, mostDeliveries];
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
    problem: string | null;
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

/** Owes the event of a comment once more, whatever became of it, if the organization wants to be told. */
export async function redeliver(
  connection: Connection,
  { caller, commentId, now }: { caller: Caller; commentId: string; now: string },
): Promise<"owed" | "deliveryNotFound" | UnknownCaller> {
  const principal = await findPrincipal(connection, caller);
  if (!principal) return "unknownApiKey";
  const owed = await connection.query(
    `INSERT INTO outbox (tenant, comment_id, organization, due_at, tries)
     SELECT comments.tenant, comments.id, webhooks.organization, ?, 0 FROM comments
     JOIN cases ON cases.tenant = comments.tenant AND cases.id = comments.case_id
     JOIN webhooks ON webhooks.tenant = comments.tenant AND webhooks.organization = cases.organization
     WHERE comments.tenant = ? AND comments.id = ? AND cases.organization = ?
     ON CONFLICT (tenant, comment_id) DO UPDATE
       SET due_at = excluded.due_at, tries = 0, weather = excluded.weather
     RETURNING comment_id`,
    now,
    principal.tenant,
    commentId.toLowerCase(),
    principal.organization,
  );
  return owed.length > 0 ? "owed" : "deliveryNotFound";
}
