import { createHash } from "node:crypto";
import { createWriteStream, mkdirSync, renameSync } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { maxRequestBytes, type Person } from "./wire.ts";

/** More can't be sent. */
const maxFileBytes = maxRequestBytes * 0.75;
const maxAgeMs = 12 * 3_600_000;

/**
 * The files of drafts, from when they are dropped until their comment is created, refused or given up, and
 * whatever else is too large for memory.
 */
export class DraftFiles {
  readonly #root: string;

  /** @param root a folder that nobody else can read; it is made if there is none */
  constructor(root: string) {
    this.#root = root;
    mkdirSync(root, { recursive: true, mode: 0o700 });
  }

  /** The folder of a draft. Nobody reaches another's files, whatever draft they name. */
  folderOf({ email }: Person, draft: string): string {
    return createHash("sha256").update(`${email} ${draft}`).digest("hex");
  }

  pathOf(folder: string, n: number | "" = ""): string {
    return join(this.#root, folder, String(n));
  }

  /**
   * Writes a file, and gives it its place only when it is whole.
   *
   * @param body must say its size; Node holds it to that
   * @param mayReplace asked in that moment: what is being sent must not change
   * @returns the HTTP status to answer with
   */
  async write(path: string, body: IncomingMessage, mayReplace: () => boolean) {
    if (!(Number(body.headers["content-length"]) <= maxFileBytes)) return 413;
    return this.hold(body, maxFileBytes, async (part) => {
      if (!mayReplace()) return 409;
      mkdirSync(join(path, ".."), { recursive: true, mode: 0o700 });
      renameSync(part, path);
      return 204;
    });
  }

  /**
   * Has a body on disk, where it takes no memory, for as long as it is used.
   *
   * @param limit in bytes; the connection of a longer one is cut
   */
  async hold<Used>(body: IncomingMessage, limit: number, use: (path: string) => Promise<Used>) {
    const path = this.pathOf(crypto.randomUUID());
    const file = createWriteStream(path, { flags: "wx", mode: 0o600 });
    body.on("data", () => file.bytesWritten > limit && body.destroy());
    try {
      await pipeline(body, file);
      return await use(path);
    } finally {
      await rm(path, { force: true });
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
