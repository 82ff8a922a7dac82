import type { Connection } from "./connection.ts";

/** Whose key it is, and what it opens. */
export interface Principal {
  tenant: string;
  organization: string;
  readsRestricted: boolean;
}

/** Who asks, by the key that was shown. */
export interface Caller {
  /** SHA-256 of the key, in hexadecimal. */
  keyHash: string;
}

/** Why a caller gets nothing at all. The name is that of the failure. */
export type UnknownCaller = "unknownApiKey";

/** A world of its own: nothing in it is seen from another. */
export interface Tenant {
  id: string;
  organizations: readonly Organization[];
}

export interface Organization {
  id: string;
  name: string;
  keys: readonly { hash: string; readsRestricted: boolean }[];
  caseIds: readonly string[];
  assignees: readonly Assignee[];
}

/** Somebody whom a comment can tag. */
export interface Assignee {
  email: string;
  firstName?: string;
  lastName?: string;
}

/** Whose a key is, or `undefined` for a key that nobody has or that was revoked. */
export async function findPrincipal(
  connection: Connection,
  { keyHash }: Caller,
): Promise<Principal | undefined> {
  const [found] = await connection.query<{ tenant: string; organization: string; reads_restricted: number }>(
    "SELECT tenant, organization, reads_restricted FROM keys WHERE hash = ? AND revoked_at IS NULL",
    keyHash,
  );
  if (!found) return undefined;
  const { tenant, organization, reads_restricted } = found;
  return { tenant, organization, readsRestricted: reads_restricted === 1 };
}

/** Makes a tenant, unless there is one with its id already. */
export async function createTenant(
  connection: Connection,
  { tenant, createdAt }: { tenant: Tenant; createdAt: string },
): Promise<void> {
  const made = await connection.query(
    "INSERT INTO tenants (id, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING id",
    tenant.id,
    createdAt,
  );
  if (made.length === 0) return;
  for (const { id, name, keys, caseIds, assignees } of tenant.organizations) {
    await connection.query(
      "INSERT INTO organizations (tenant, id, name) VALUES (?, ?, ?)",
      tenant.id,
      id,
      name,
    );
    for (const { hash, readsRestricted } of keys) {
      await connection.query(
        "INSERT INTO keys (hash, tenant, organization, reads_restricted, created_at) VALUES (?, ?, ?, ?, ?)",
        hash,
        tenant.id,
        id,
        Number(readsRestricted),
        createdAt,
      );
    }
    for (const caseId of caseIds) await putCase(connection, { tenant: tenant.id, organization: id, caseId });
    for (const person of assignees) {
      await connection.query(
        "INSERT INTO assignees (tenant, organization, email, person) VALUES (?, ?, ?, ?)",
        tenant.id,
        id,
        person.email,
        JSON.stringify(person),
      );
    }
  }
}

/** Puts a tenant back to how it was made: its comments and webhooks are gone. Nothing else of it ever changes. */
export async function resetTenant(connection: Connection, { tenant }: { tenant: string }): Promise<void> {
  // What is being added now is waited for, and goes, too.
  await connection.query(
    "SELECT id FROM cases WHERE tenant = ? ORDER BY id FOR NO KEY UPDATE OF cases",
    tenant,
  );
  // Once the comments are gone, nothing can be added to the others.
  for (const table of ["comments", "attachments", "webhooks", "outbox", "attempts"])
    await connection.query(`DELETE FROM ${table} WHERE tenant = ?`, tenant);
}

/** Makes a case of an organization. Says whether the organization has it now: another may have had it first. */
export async function putCase(
  connection: Connection,
  { tenant, organization, caseId }: { tenant: string; organization: string; caseId: string },
): Promise<boolean> {
  await connection.query(
    "INSERT INTO cases (tenant, id, organization) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
    tenant,
    caseId.toLowerCase(),
    organization,
  );
  return (await organizationOf(connection, tenant, caseId)) === organization;
}

/** The organization that a case belongs to, or `undefined` if there is no such case. */
export async function organizationOf(
  connection: Connection,
  tenant: string,
  caseId: string,
): Promise<string | undefined> {
  const [found] = await connection.query<{ organization: string }>(
    "SELECT organization FROM cases WHERE tenant = ? AND id = ?",
    tenant,
    // A UUID is the same in capitals.
    caseId.toLowerCase(),
  );
  return found?.organization;
}

/** The people whom comments of the caller's organization can tag. */
export async function listAssignees(
  connection: Connection,
  caller: Caller,
): Promise<Assignee[] | UnknownCaller> {
  const principal = await findPrincipal(connection, caller);
  if (!principal) return "unknownApiKey";
  const { tenant, organization } = principal;
  const rows = await connection.query<{ person: string }>(
    "SELECT person FROM assignees WHERE tenant = ? AND organization = ? ORDER BY email",
    tenant,
    organization,
  );
  return rows.map(({ person }) => JSON.parse(person));
}
