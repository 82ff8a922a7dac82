import type { Connection } from "./connection.ts";
import { type Caller, findPrincipal, type Principal } from "./tenants.ts";

/** Which of the two documented forms an event has. */
export type EventForm = "current" | "older";

/** Where an organization is told of its comments. */
export interface WebhookSettings {
  url: string;
  form: EventForm;
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
      "INSERT INTO webhooks (tenant, organization, url, secret, form) VALUES (?, ?, ?, ?, ?)",
      tenant,
      organization,
      webhook.url,
      webhook.secret,
      webhook.form,
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
  const [found] = await connection.query<WebhookSettings>(
    "SELECT url, form FROM webhooks WHERE tenant = ? AND organization = ?",
    principal.tenant,
    principal.organization,
  );
  return found ? { url: found.url, form: found.form } : "webhookNotFound";
}

/** Notes that an event is owed for a comment, if its organization wants to be told, and says whether it does. */
export async function oweEvent(
  connection: Connection,
  { tenant, organization }: Principal,
  { commentId, dueAt }: { commentId: string; dueAt: string },
): Promise<boolean> {
  const owed = await connection.query(
    `INSERT INTO outbox (tenant, comment_id, organization, due_at, tries)
     SELECT tenant, ?, organization, ?, 0 FROM webhooks WHERE tenant = ? AND organization = ?
     RETURNING comment_id`,
    commentId,
    dueAt,
    tenant,
    organization,
  );
  return owed.length > 0;
}

/** An event that is owed, taken by one sandbox until its lease is over. */
export interface ClaimedEvent {
  tenant: string;
  commentId: string;
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
  const rows = await connection.query<{ tenant: string; comment_id: string; tries: number }>(
    `UPDATE outbox SET due_at = ?, tries = tries + 1
     WHERE due_at <= ? AND (tenant, comment_id) IN
       (SELECT tenant, comment_id FROM outbox WHERE due_at <= ? ORDER BY due_at, comment_id LIMIT ?)
     RETURNING tenant, comment_id, tries`,
    leaseEnd,
    now,
    now,
    most,
  );
  const [next] = await connection.query<{ due: string | null }>("SELECT MIN(due_at) AS due FROM outbox");
  return {
    claimed: rows.map(({ tenant, comment_id, tries }) => ({
      tenant,
      commentId: comment_id,
      tries,
      leaseEnd,
    })),
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
  const [found] = await connection.query<{
    url: string;
    secret: string;
    form: EventForm;
    case_id: string;
    created_at: string;
    communication: string;
  }>(
    `SELECT webhooks.url, webhooks.secret, webhooks.form,
       comments.case_id, comments.created_at, comments.communication
     FROM outbox
     JOIN comments ON comments.tenant = outbox.tenant AND comments.id = outbox.comment_id
     JOIN webhooks ON webhooks.tenant = outbox.tenant AND webhooks.organization = outbox.organization
     WHERE outbox.tenant = ? AND outbox.comment_id = ?`,
    tenant,
    commentId,
  );
  if (!found) return undefined;
  const attachments = await connection.query<{ facts: string; content: Uint8Array }>(
    "SELECT facts, content FROM attachments WHERE tenant = ? AND comment_id = ? ORDER BY position",
    tenant,
    commentId,
  );
  const { url, secret, form, case_id: caseId, created_at: createdAt, communication } = found;
  return {
    url,
    secret,
    form,
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
}

/**
 * Notes an attempt, and when the next is due; without one, nothing is owed any more. If the event was
 * asked for once more meanwhile, or somebody else took it when the lease was over, that stands.
 */
export async function endAttempt(
  connection: Connection,
  {
    event: { tenant, commentId, leaseEnd },
    attempt,
    nextDue,
  }: { event: ClaimedEvent; attempt: Attempt; nextDue: string | undefined },
): Promise<void> {
  await connection.query(
    `INSERT INTO attempts (tenant, comment_id, number, at, status, problem)
     SELECT tenant, id, (SELECT COUNT(*) + 1 FROM attempts WHERE tenant = comments.tenant AND comment_id = comments.id),
       ?, ?, ?
     FROM comments WHERE tenant = ? AND id = ?`,
    attempt.at,
    attempt.status ?? null,
    attempt.problem ?? null,
    tenant,
    commentId,
  );
  const taken = [tenant, commentId, leaseEnd];
  const ours = "WHERE tenant = ? AND comment_id = ? AND due_at = ?";
  if (nextDue === undefined) await connection.query(`DELETE FROM outbox ${ours}`, ...taken);
  else await connection.query(`UPDATE outbox SET due_at = ? ${ours}`, nextDue, ...taken);
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
  }>(
    `SELECT comment_id, at, status, problem FROM attempts
     WHERE tenant = ? AND comment_id IN (${latest}) ORDER BY comment_id, number`,
    tenant,
    ...of,
  );
  const due = new Map(owed.map(({ comment_id, due_at }) => [comment_id, due_at]));
  const made = Map.groupBy(attempts, ({ comment_id }) => comment_id);
  return ids.map(({ id }) => ({
    commentId: id,
    ...(due.has(id) ? { due: due.get(id) } : {}),
    attempts: (made.get(id) ?? []).map(({ at, status, problem }) => ({
      at,
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
     ON CONFLICT (tenant, comment_id) DO UPDATE SET due_at = excluded.due_at, tries = 0
     RETURNING comment_id`,
    now,
    principal.tenant,
    commentId.toLowerCase(),
    principal.organization,
  );
  return owed.length > 0 ? "owed" : "deliveryNotFound";
}
