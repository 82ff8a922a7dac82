import { createHash } from "node:crypto";
import { createWriteStream, mkdirSync, renameSync } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { maxRequestBytes } from "./wire.ts";

/** More can't be sent. */
const maxFileBytes = maxRequestBytes * 0.75;
const maxAgeMs = 12 * 3_600_000;

/** The files of drafts, from when they are dropped until their comment is created, refused or given up. */
export class DraftFiles {
  readonly #root: string;

  /** @param root a folder that nobody else can read; it is made if there is none */
  constructor(root: string) {
    this.#root = root;
    mkdirSync(root, { recursive: true, mode: 0o700 });
  }

  /** The folder of a draft. Nobody reaches another's files, whatever draft they name. */
  folderOf(email: string, draft: string): string {
    return createHash("sha256").update(`${email} ${draft}`).digest("hex");
  }

  pathOf(folder: string, n: number | "" = ""): string {
    return join(this.#root, folder, String(n));
  }

  /**
   * Writes a file under a name of its own, and gives it its place only when it is whole.
   *
   * @param mayReplace asked in that moment: what is being sent must not change
   * @returns the HTTP status to answer with
   */
  async write(path: string, body: Readable, size: number, mayReplace: () => boolean) {
    if (!(size <= maxFileBytes)) return 413;
    mkdirSync(join(path, ".."), { recursive: true, mode: 0o700 });
    const part = `${path}.${crypto.randomUUID()}`;
    const file = createWriteStream(part, { flags: "wx", mode: 0o600 });
    try {
      await pipeline(body, file);
      if (file.bytesWritten !== size) return 400;
      if (!mayReplace()) return 409;
      renameSync(part, path);
      return 204;
    } finally {
      await rm(part, { force: true });
    }
  }

  /** Deletes a file, or all of a draft. */
  async remove(folder: string, n?: number): Promise<void> {
    await rm(this.pathOf(folder, n), { recursive: true, force: true });
  }

  /** Deletes what nobody has come back to for some hours. */
  async sweep(): Promise<void> {
    for (const folder of await readdir(this.#root)) {
      const { mtimeMs } = await stat(this.pathOf(folder)).catch(() => ({ mtimeMs: Date.now() }));
      if (mtimeMs < Date.now() - maxAgeMs) await this.remove(folder);
    }
  }
}
