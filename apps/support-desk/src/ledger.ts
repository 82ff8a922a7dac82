import { hash } from "node:crypto";
import { closeSync, openSync, readFileSync } from "node:fs";
import { DatabaseSync, type SQLInputValue, type SQLTagStore } from "node:sqlite";
import { type KeptCall, type KeptEvent, settle } from "@case-comments/client/settle";
import type { Content, Entry } from "./wire.ts";

/** A comment that the desk has promised to send. Its id makes that promise a single one. */
export interface Accepted {
  id: string;
  caseId: string;
  content: Content;
  /** Where its files are. */
  folder: string;
  fingerprint: string;
}

/** An event as it is shown, and what it can settle a call by, if it has all of that. */
export interface ReceivedEvent extends Omit<KeptEvent, "fingerprint"> {
  fingerprint?: string;
  caseId: string;
  content: Pick<Entry, keyof Content>;
}

/** What the desk was asked to send, and which events came. What a method says is on disk when it returns. */
export class Ledger {
  readonly #sql: SQLTagStore;

  /** @throws if another desk has it open */
  constructor(path: string) {
    closeSync(openSync(path, "a", 0o600));
    const database = new DatabaseSync(path);
    database.exec(readFileSync(new URL("ledger.sql", import.meta.url), "utf8"));
    this.#sql = database.createTagStore();
  }

  /**
   * Whether it is new. A request that a browser repeats is not.
   *
   * @param insteadOf what was not sent, or may have been; it is replaced once, however often that is asked
   */
  accept({ id, caseId, content, folder, fingerprint }: Accepted, insteadOf: string | null = null): boolean {
    return this.#change`
      INSERT INTO comment (id, caseId, content, folder, fingerprint, at, state, insteadOf)
      SELECT ${id}, ${caseId}, ${JSON.stringify(content)}, ${folder}, ${fingerprint}, ${Date.now()}, 'accepted', ${insteadOf}
      WHERE ${insteadOf} IS NULL
        OR EXISTS (SELECT 1 FROM comment WHERE id = ${insteadOf} AND state IN ('not-sent', 'unknown'))
      ON CONFLICT DO NOTHING`;
  }

  /** Takes a comment from one state to the next, unless it is in another by now. From `calling` on, it may exist. */
  move(id: string, from: "accepted" | "calling", to: Entry["state"], failure?: object): boolean {
    return this.#change`
      UPDATE comment SET state = ${to}, failure = ${JSON.stringify(failure) ?? null},
        at = iif(${to} = 'calling', ${Date.now()}, at)
      WHERE id = ${id} AND state = ${from}`;
  }

  /** Keeps that a call made a comment, and how that is known. An id that belongs to another says nothing of it. */
  create(id: string, commentId: string, isByEvent: boolean): boolean {
    return this.#change`
      UPDATE OR IGNORE comment
      SET state = 'created', commentId = ${commentId}, isByEvent = ${Number(isByEvent)}, failure = NULL
      WHERE id = ${id} AND commentId IS NULL`;
  }

  /** Takes what does not exist out of the thread, with all that was not sent before it. */
  discard(id: string): boolean {
    return this.#change`
      DELETE FROM comment WHERE state IN ('not-sent', 'rejected') AND (fingerprint, folder) IN
        (SELECT fingerprint, folder FROM comment WHERE id = ${id} AND state IN ('not-sent', 'rejected'))`;
  }

  /** Whether something that may still be sent of a draft needs its files. */
  needsFiles(folder: string): boolean {
    return this.#sql.get`SELECT 1 FROM needsFiles WHERE folder = ${folder}` !== undefined;
  }

  /** After a restart: what had not begun is not sent, and what had may exist. Gives what its event may settle. */
  recover(): string[] {
    const failure = JSON.stringify({ kind: "stopped" });
    this.#change`UPDATE comment SET state = 'not-sent', failure = ${failure} WHERE state = 'accepted'`;
    this.#change`UPDATE comment SET state = 'unknown', failure = ${failure} WHERE state = 'calling'`;
    const open = this.#sql.all`SELECT DISTINCT fingerprint FROM comment WHERE state = 'unknown'`;
    return open.map(({ fingerprint }) => String(fingerprint));
  }

  /** Keeps an event, unless it is there already, or tells what it lacked then. */
  keep({ commentId, caseId, createdAt, content, fingerprint }: ReceivedEvent): void {
    this.#change`
      INSERT INTO event VALUES (${commentId}, ${caseId}, ${createdAt}, ${JSON.stringify(content)}, ${fingerprint ?? null})
      ON CONFLICT DO UPDATE SET content = excluded.content, fingerprint = excluded.fingerprint WHERE fingerprint IS NULL`;
  }

  /** Settles what is certain of the comments that are alike, and gives their ids. */
  settle(fingerprint: string): string[] {
    const calls = this.#sql.all`
      SELECT id, fingerprint, at AS began, iif(state = 'calling', 'open', state) AS state, commentId FROM comment
      WHERE fingerprint = ${fingerprint} AND state IN ('calling', 'unknown', 'created')`;
    const events = this.#sql.all`SELECT * FROM event WHERE fingerprint = ${fingerprint}`;
    const kept = calls.map(({ commentId, ...call }) => ({ ...call, commentId: commentId ?? undefined }));
    const settled = settle(kept as unknown as KeptCall[], events as unknown as KeptEvent[]);
    return [...settled].flatMap(([id, commentId]) => (this.create(id, commentId, true) ? [id] : []));
  }

  /** All that is known of a case, the oldest first. */
  thread(caseId: string): Entry[] {
    return this.#sql.all`SELECT * FROM thread WHERE caseId = ${caseId} ORDER BY at`.map(entryOf);
  }

  /** What was accepted under an id, and what has become of it. */
  find(id: string): (Accepted & Entry) | undefined {
    const row = this.#sql.get`SELECT * FROM entry WHERE id = ${id}`;
    return row && ({ ...entryOf(row), content: JSON.parse(String(row.content)) } as Accepted & Entry);
  }

  /**
   * Keeps until when somebody is signed in.
   *
   * @param session a secret of their browser's
   * @param until in milliseconds since 1970; 0 signs them out
   */
  keepSession(session: string, email: string, until: number): void {
    this.#change`INSERT OR REPLACE INTO session VALUES (${hash("sha256", session)}, ${email}, ${until})`;
  }

  /** The address of whoever is signed in by a session. */
  signedIn(session = ""): unknown {
    return this.#sql.get`SELECT email FROM signedIn WHERE hash = ${hash("sha256", session)}`?.email;
  }

  close(): void {
    this.#sql.db.close();
  }

  /** Whether a statement changed anything. */
  #change(sql: TemplateStringsArray, ...values: SQLInputValue[]): boolean {
    return this.#sql.run(sql, ...values).changes > 0;
  }
}

function entryOf({ content, failure, isByEvent, isSentAgain, ...row }: Record<string, unknown>): Entry {
  const flags = { isByEvent: isByEvent === 1, isSentAgain: isSentAgain === 1 };
  return { ...row, ...JSON.parse(String(content)), failure: JSON.parse(String(failure)), ...flags };
}
