import type { Weather } from "../webhooks/weather.ts";
import type { Connection } from "./connection.ts";
import { sizeOfEvent } from "./event-size.ts";
import { type Caller, findPrincipal, type Principal, type UnknownCaller } from "./tenants.ts";

/** Which of the two documented forms an event has. */
export type EventForm = "current" | "older";
/** Whether an event tells of its comment alone, or of its whole case. */
export type EventPayload = "event" | "full";
/** Whether an event brings its files, or addresses at which they are read. */
export type EventFiles = "content" | "link";

/** Where an organization is told of its comments. */
export interface WebhookSettings {
  url: string;
  form: EventForm;
  payload: EventPayload;
  files: EventFiles;
  /** What goes wrong with the first event from now on, with the second, and so on; empty for nothing. */
  weather: readonly Weather[];
}

/**
 * Sets where an organization is told of the comments that come from now on, or with `undefined` that it is not. Events
 * tell of what is restricted, too: who may not read that doesn't decide who is told.
 */
export async function setWebhook(
  connection: Connection,
  { caller, webhook }: { caller: Caller; webhook: (WebhookSettings & { secret: string }) | undefined },
): Promise<"set" | "webhookDenied" | UnknownCaller> {
  const principal = await findPrincipal(connection, caller);
  if (!principal) return "unknownApiKey";
  if (!principal.readsRestricted) return "webhookDenied";
  const { tenant, organization } = principal;
  if (webhook) {
    await connection.query(
      `INSERT INTO webhooks (tenant, organization, url, secret, form, payload, files, weather)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (tenant, organization) DO UPDATE SET url = excluded.url, secret = excluded.secret,
         form = excluded.form, payload = excluded.payload, files = excluded.files, weather = excluded.weather,
         told = 0, slow = 0`,
      tenant,
      organization,
      webhook.url,
      webhook.secret,
      webhook.form,
      webhook.payload,
      webhook.files,
      JSON.stringify(webhook.weather),
    );
    // What is owed goes to the new address, in the new form.
    await connection.query(
      `UPDATE outbox SET slow = 0, size =
         (SELECT ${sizeOfEvent} FROM comments, webhooks
          WHERE comments.tenant = outbox.tenant AND comments.id = outbox.comment_id
            AND webhooks.tenant = outbox.tenant AND webhooks.organization = outbox.organization)
       WHERE tenant = ? AND organization = ?`,
      tenant,
      organization,
    );
  } else await endWebhook(connection, principal);
  return "set";
}

/** Has an organization told no more, also of what it is owed. Says whether it was told. */
export async function endWebhook(
  connection: Connection,
  { tenant, organization }: Pick<Principal, "tenant" | "organization">,
): Promise<boolean> {
  const of = [tenant, organization];
  const ended = await connection.query(
    "DELETE FROM webhooks WHERE tenant = ? AND organization = ? RETURNING url",
    ...of,
  );
  await connection.query("DELETE FROM outbox WHERE tenant = ? AND organization = ?", ...of);
  return ended.length > 0;
}

/**
 * Where an organization is told of its comments. The secret is for signing alone; what is behind the host of the address
 * may be another, for those who may set it.
 */
export async function readWebhook(
  connection: Connection,
  { caller }: { caller: Caller },
): Promise<WebhookSettings | "webhookNotFound" | UnknownCaller> {
  const principal = await findPrincipal(connection, caller);
  if (!principal) return "unknownApiKey";
  const [found] = await connection.query<WebhookRow>(
    "SELECT url, form, payload, files, weather FROM webhooks WHERE tenant = ? AND organization = ?",
    principal.tenant,
    principal.organization,
  );
  if (!found) return "webhookNotFound";
  const settings = settingsIn(found);
  return principal.readsRestricted ? settings : { ...settings, url: new URL(settings.url).origin };
}

/** The settings as they are kept. */
export type WebhookRow = Omit<WebhookSettings, "weather"> & { weather: string };

/** The settings in a row, which may hold more. */
export const settingsIn = ({ url, form, payload, files, weather }: WebhookRow): WebhookSettings => ({
  url,
  form,
  payload,
  files,
  weather: JSON.parse(weather),
});
