import type { Connection } from "./connection.ts";

/** A secret of the sandbox's own: the one that is offered, unless there is one of that name already. */
export async function ownSecret(
  connection: Connection,
  { name, offered }: { name: string; offered: string },
): Promise<string> {
  await connection.query(
    "INSERT INTO own_secrets (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING",
    name,
    offered,
  );
  const [kept] = await connection.query<{ value: string }>(
    "SELECT value FROM own_secrets WHERE name = ?",
    name,
  );
  return kept?.value ?? offered;
}
