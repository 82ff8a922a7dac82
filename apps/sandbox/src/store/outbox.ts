import type { AttemptProblem } from "../webhooks/attempt-problem.ts";
import { delayIn, type Weather, weatherOf } from "../webhooks/weather.ts";
import { type ClaimedEvent, leaseMs } from "./claim-events.ts";
import type { Connection } from "./connection.ts";
import { mostOfCase } from "./event-size.ts";
import type { Principal } from "./tenants.ts";
import type { WebhookRow } from "./webhook-settings.ts";

/**
 * Notes that an event is owed for a comment, if its organization wants to be told.
 *
 * @param size of what the comment says, in bytes, and of its files
 * @returns the event, if it is to be delivered before the comment is answered: it is taken for the caller then
 */
export async function oweEvent(
  connection: Connection,
  { tenant, organization }: Pick<Principal, "tenant" | "organization">,
  { commentId, size }: { commentId: string; size: { said: number; files: number } },
): Promise<ClaimedEvent | "due" | undefined> {
  const of = [tenant, organization];
  const [webhook] = await connection.query<
    Pick<WebhookRow, "weather" | "files" | "payload"> & { slow: number }
  >("SELECT weather, files, payload, slow FROM webhooks WHERE tenant = ? AND organization = ?", ...of);
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
  const [noted] = await connection.query<{ due_at: string }>(
    `INSERT INTO outbox (tenant, comment_id, organization, due_at, tries, ordinal, weather, size, slow)
     VALUES (?, ?, ?, time_in(?), ?, ?, ?, ?, ?)
     RETURNING due_at`,
    tenant,
    commentId,
    organization,
    isTaken ? leaseMs : delayIn(weather),
    tries,
    ordinal,
    weather,
    held,
    webhook.slow,
  );
  if (!isTaken || !noted) return "due";
  const isSlow = webhook.slow === 1;
  const leaseEnd = noted.due_at;
  return { tenant, organization, commentId, tries, ordinal, weather, size: held, isSlow, leaseEnd };
}

/**
 * Notes whether an organization's receiver is slow. What it is owed waits among that of other slow ones then; what
 * was owed until it was quick again stays there.
 */
export async function setSlow(
  connection: Connection,
  {
    event: { tenant, organization },
    isSlow,
  }: { event: Pick<ClaimedEvent, "tenant" | "organization">; isSlow: boolean },
): Promise<void> {
  const of = [tenant, organization];
  await connection.query(
    "UPDATE webhooks SET slow = ? WHERE tenant = ? AND organization = ?",
    Number(isSlow),
    ...of,
  );
  if (!isSlow) return;
  await connection.query(
    "UPDATE outbox SET slow = 1 WHERE tenant = ? AND organization = ? AND slow = 0",
    ...of,
  );
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
 * Notes an attempt, and in how many milliseconds the next is due; without one, nothing is owed any more. If the event was
 * asked for once more meanwhile, or somebody else took it when the lease was over, that stands.
 *
 * @param isFailed whether it is tried again because it was not received: it waits where it holds up none that is new
 * @param releases whether the events are due now that were kept back to come behind this one
 */
export async function endAttempt(
  connection: Connection,
  {
    event: { tenant, organization, commentId, ordinal, leaseEnd },
    attempt,
    nextInMs,
    nextWeather,
    isFailed,
    releases,
  }: {
    event: ClaimedEvent;
    attempt: Attempt;
    nextInMs: number | undefined;
    nextWeather: Weather;
    isFailed: boolean;
    releases: boolean;
  },
): Promise<void> {
  await connection.query(
    `INSERT INTO attempts (tenant, comment_id, number, at, status, problem, weather)
     SELECT tenant, id, (SELECT COUNT(*) + 1 FROM attempts WHERE tenant = comments.tenant AND comment_id = comments.id),
       ?, ?, ?, ?
     FROM comments WHERE tenant = ? AND id = ?
     FOR KEY SHARE OF comments`,
    attempt.at,
    attempt.status ?? null,
    attempt.problem ?? null,
    attempt.weather,
    tenant,
    commentId,
  );
  const taken = [tenant, commentId, leaseEnd];
  const ours = "WHERE tenant = ? AND comment_id = ? AND due_at = ?";
  if (nextInMs === undefined) await connection.query(`DELETE FROM outbox ${ours}`, ...taken);
  else
    await connection.query(
      `UPDATE outbox SET due_at = time_in(?), weather = ?, slow = slow | ? ${ours}`,
      nextInMs,
      nextWeather,
      Number(isFailed),
      ...taken,
    );
  if (!releases) return;
  await connection.query(
    `UPDATE outbox SET due_at = time_in(0)
     WHERE tenant = ? AND organization = ? AND weather = 'outOfOrder' AND tries = 0 AND ordinal < ?
       AND due_at > time_in(0)`,
    tenant,
    organization,
    ordinal,
  );
}
