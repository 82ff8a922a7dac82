import { openSqliteStore } from "./sqlite/sqlite-store.ts";
import type { Store } from "./store.ts";

/** Where a sandbox keeps what it is told. */
export type StoreLocation = "memory" | { folder: string } | { databaseUrl: string };

/** Whether a value can be meant as such a place. */
export function isStoreLocation(value: unknown): value is StoreLocation {
  const { folder, databaseUrl } = Object(value);
  if (typeof folder === "string") return folder !== "";
  return value === "memory" || (typeof databaseUrl === "string" && isPostgresUrl(databaseUrl));
}

const isPostgresUrl = (text: string) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text);

/**
 * Opens a store, and makes what isn't there yet.
 *
 * @param alone whether nobody else may serve from a folder meanwhile
 * @throws {StoreUnavailable} if the database can't be reached or written, or somebody else serves from it
 */
export async function openStore(location: StoreLocation, { alone = true } = {}): Promise<Store> {
  if (location === "memory") return openSqliteStore({ alone });
  if ("folder" in location) return openSqliteStore({ folder: location.folder, alone });
  // Few need it, and it takes a tenth of a second to load.
  const { openPostgresStore } = await import("./postgres/postgres-store.ts");
  return openPostgresStore(location.databaseUrl);
}
