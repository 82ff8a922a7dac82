import type { Connection } from "./connection.ts";
import { type Assignee, putCase } from "./tenants.ts";
import { endWebhook } from "./webhook-settings.ts";

/** The world of everyone whose key was not made up for a test. */
export const lastingTenant = "lasting";

/** A key, as far as it can be told without it. */
export interface KeyFacts {
  /** The beginning of the key's SHA-256; what it is revoked by. */
  id: string;
  organization: string;
  readsRestricted: boolean;
  createdAt: string;
  revokedAt: string | null;
}

/** How many characters of a key's hash name it: too many for two keys to share them by chance. */
export const keyIdLength = 16;

/** Makes an organization. Says whether it is new. */
export async function addOrganization(
  connection: Connection,
  { id, name }: { id: string; name: string },
): Promise<boolean> {
  const made = await connection.query(
    "INSERT INTO organizations (tenant, id, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
    lastingTenant,
    id,
    name,
  );
  return made.length > 0;
}

/** Every organization, with the number of its cases and of the keys that work. */
export async function listOrganizations(
  connection: Connection,
  _: object,
): Promise<{ id: string; name: string; cases: number; keys: number }[]> {
  const rows = await connection.query<{ id: string; name: string; cases: number; keys: number }>(
    `SELECT id, name,
       (SELECT COUNT(*) FROM cases WHERE cases.tenant = organizations.tenant AND organization = organizations.id) AS cases,
       (SELECT COUNT(*) FROM keys WHERE keys.tenant = organizations.tenant AND organization = organizations.id
         AND revoked_at IS NULL) AS keys
     FROM organizations WHERE tenant = ? ORDER BY id`,
    lastingTenant,
  );
  // PostgreSQL counts further than numbers go, and gives texts.
  return rows.map(({ id, name, cases, keys }) => ({ id, name, cases: Number(cases), keys: Number(keys) }));
}

async function hasOrganization(connection: Connection, id: string): Promise<boolean> {
  const found = await connection.query(
    "SELECT id FROM organizations WHERE tenant = ? AND id = ?",
    lastingTenant,
    id,
  );
  return found.length > 0;
}

/** Gives an organization a key. */
export async function addKey(
  connection: Connection,
  {
    hash,
    organization,
    readsRestricted,
    createdAt,
  }: { hash: string; organization: string; readsRestricted: boolean; createdAt: string },
): Promise<"added" | "noSuchOrganization"> {
  if (!(await hasOrganization(connection, organization))) return "noSuchOrganization";
  await connection.query(
    "INSERT INTO keys (hash, tenant, organization, reads_restricted, created_at) VALUES (?, ?, ?, ?, ?)",
    hash,
    lastingTenant,
    organization,
    Number(readsRestricted),
    createdAt,
  );
  return "added";
}

/** Every key there is or was. */
export async function listKeys(connection: Connection, _: object): Promise<KeyFacts[]> {
  const rows = await connection.query<{
    hash: string;
    organization: string;
    reads_restricted: number;
    created_at: string;
    revoked_at: string | null;
  }>(
    "SELECT hash, organization, reads_restricted, created_at, revoked_at FROM keys WHERE tenant = ? ORDER BY created_at, hash",
    lastingTenant,
  );
  return rows.map(({ hash, organization, reads_restricted, created_at, revoked_at }) => ({
    id: hash.slice(0, keyIdLength),
    organization,
    readsRestricted: reads_restricted === 1,
    createdAt: created_at,
    revokedAt: revoked_at,
  }));
}

/**
 * Revokes a key, from the next call on.
 *
 * @returns `undefined` if none of that id works; else whose it was, and where comments of theirs are told still: that is
 * the organization's, and any of its keys may have said it
 */
export async function revokeKey(
  connection: Connection,
  { id, revokedAt }: { id: string; revokedAt: string },
): Promise<{ organization: string; webhook: string | undefined } | undefined> {
  const [revoked] = await connection.query<{ organization: string }>(
    `UPDATE keys SET revoked_at = ? WHERE tenant = ? AND substr(hash, 1, ${keyIdLength}) = ? AND revoked_at IS NULL
     RETURNING organization`,
    revokedAt,
    lastingTenant,
    id,
  );
  if (!revoked) return undefined;
  const [webhook] = await connection.query<{ url: string }>(
    "SELECT url FROM webhooks WHERE tenant = ? AND organization = ?",
    lastingTenant,
    revoked.organization,
  );
  return { ...revoked, webhook: webhook?.url };
}

/** Has comments of an organization told no more. Says whether they were. */
export async function removeWebhook(
  connection: Connection,
  { organization }: { organization: string },
): Promise<boolean> {
  return endWebhook(connection, { tenant: lastingTenant, organization });
}

/** Gives an organization a case. */
export async function addCase(
  connection: Connection,
  { organization, caseId }: { organization: string; caseId: string },
): Promise<"added" | "noSuchOrganization" | "anothersCase"> {
  if (!(await hasOrganization(connection, organization))) return "noSuchOrganization";
  const isOwn = await putCase(connection, { tenant: lastingTenant, organization, caseId });
  return isOwn ? "added" : "anothersCase";
}

/** The cases of an organization, if there is one of that id. */
export async function listCases(
  connection: Connection,
  { organization }: { organization: string },
): Promise<string[] | "noSuchOrganization"> {
  if (!(await hasOrganization(connection, organization))) return "noSuchOrganization";
  const rows = await connection.query<{ id: string }>(
    "SELECT id FROM cases WHERE tenant = ? AND organization = ? ORDER BY id",
    lastingTenant,
    organization,
  );
  return rows.map(({ id }) => id);
}

/** Adds somebody whom comments of an organization can tag, or changes their name. */
export async function putAssignee(
  connection: Connection,
  { organization, assignee }: { organization: string; assignee: Assignee },
): Promise<"added" | "noSuchOrganization"> {
  if (!(await hasOrganization(connection, organization))) return "noSuchOrganization";
  await connection.query(
    `INSERT INTO assignees (tenant, organization, email, person) VALUES (?, ?, ?, ?)
     ON CONFLICT (tenant, organization, email) DO UPDATE SET person = excluded.person`,
    lastingTenant,
    organization,
    assignee.email,
    JSON.stringify(assignee),
  );
  return "added";
}
