import { existsSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { databaseFile } from "./database.ts";

/**
 * Writes a copy of a folder's database into a file, readable by its owner alone: all that was
 * committed before, whether or not a sandbox serves from the folder meanwhile. The file is whole, or
 * it isn't there.
 *
 * @throws an error with the code NODATABASE for a folder without one, or that of the system, such as one with the code
 * EEXIST for a file that is there already
 */
export async function backUp(folder: string, file: string): Promise<void> {
  const source = databaseFile(folder);
  if (!existsSync(source)) throw Object.assign(new Error("there is no database"), { code: "NODATABASE" });
  // Nobody's file is overwritten, and nobody else's can come between.
  await (await open(file, "wx", 0o600)).close();
  const part = `${file}.part`;
  try {
    await (await open(part, "w", 0o600)).close();
    const database = new DatabaseSync(source, { readOnly: true });
    try {
      database.prepare("VACUUM INTO ?").run(part);
    } finally {
      database.close();
    }
    await rename(part, file);
  } catch (error) {
    await Promise.all([part, file].map((each) => rm(each, { force: true })));
    throw error;
  }
}
