import { isStoreLocation, type StoreLocation } from "../store/open-store.ts";
import type { StoreUnavailable } from "../store/store-unavailable.ts";

/** The options that say where comments are kept, as `parseArgs` takes them. */
export const storeOptions = {
  data: { type: "string" },
  memory: { type: "boolean", default: false },
} as const;

/**
 * Where comments are kept: as the options say, or else in the PostgreSQL that the environment names.
 *
 * @returns a problem to tell, if that is not clear
 */
export function storeLocation(
  { data, memory }: { data?: string | undefined; memory: boolean },
  databaseUrl: string | undefined,
): StoreLocation | { problem: string } {
  if (data !== undefined && memory) return { problem: "--data and --memory exclude each other" };
  if (memory) return "memory";
  if (data === "") return { problem: "--data takes a folder" };
  if (data !== undefined) return { folder: data };
  if (databaseUrl) return isStoreLocation({ databaseUrl }) ? { databaseUrl } : { problem: wrongDatabaseUrl };
  return { problem: "say where comments are kept: --data FOLDER, --memory, or DATABASE_URL" };
}

const wrongDatabaseUrl = "DATABASE_URL must look like postgres://user:password@host:5432/database";

/** Why a store could not be opened, in words. The database's own would tell its address or its password. */
export function storeProblem({ code }: StoreUnavailable): string {
  if (code === "IN_USE") return "Another sandbox serves from this folder.";
  if (code === "NEWER") return "A newer sandbox has made this database.";
  const reason = Object.hasOwn(reasons, code ?? "") ? `: ${reasons[code ?? ""]}` : "";
  return `The database can't be opened${reason} (${code ?? "unknown"}).`;
}

/** What is behind the codes that don't say it themselves. */
const reasons: Readonly<Record<string, string>> = {
  "28P01": "the user or the password is wrong",
  "3D000": "there is none of that name",
  EEXIST: "a file is in the place of the folder",
  "SQLITE 11": "it is damaged",
  "SQLITE 13": "the disk is full",
  "SQLITE 26": "it is none, or is damaged",
};
