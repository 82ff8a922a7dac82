import { closeSync, openSync, readFileSync } from "node:fs";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import type { AddCommentResult } from "@case-comments/client";
import { type KeptCall, type KeptEvent, settle } from "@case-comments/client/settle";
import type { Content, Entry, Failure, Person } from "./wire.ts";

/** A comment that the desk has promised to send. Its id makes that promise a single one. */
export interface Accepted {
  id: string;
  caseId: string;
  author: Person;
  content: Content;
  folder: string;
  fingerprint: string;
}

/** An event as it is shown, and what it can settle a call by, if it has all of that. */
export interface ReceivedEvent {
  commentId: string;
  caseId: string;
  createdAt: number;
  author: Person;
  content: Content;
  fingerprint?: string;
}

type Row = Record<string, string | number | null>;

/** What the desk was asked to send, and which events came. What a method says is on disk when it returns. */
export class Ledger {
  readonly #database: DatabaseSync;

  /** @throws if another desk has it open */
  constructor(path: string) {
    closeSync(openSync(path, "a", 0o600));
    this.#database = new DatabaseSync(path);
    this.#database.exec(readFileSync(new URL("ledger.sql", import.meta.url), "utf8"));
  }

  /** Whether it is new. A request that a browser repeats is not. */
  accept({ id, caseId, author, content, folder, fingerprint }: Accepted): boolean {
    return this.#run(
      `INSERT INTO comment (id, caseId, author, content, folder, fingerprint, began, state)
       VALUES (?, ?, ?, ?, ?, ?, ?, 'accepted') ON CONFLICT DO NOTHING`,
      ...[id, caseId, JSON.stringify(author), JSON.stringify(content), folder, fingerprint, Date.now()],
    );
  }

  /** Accepts once more what was not sent or may have been: each only once, however often it is asked. */
  acceptAgain(id: string, insteadOf: string): boolean {
    return this.#run(
      `INSERT INTO comment (id, caseId, author, content, folder, fingerprint, began, state, insteadOf)
       SELECT ?, caseId, author, content, folder, fingerprint, ?, 'accepted', id FROM comment
       WHERE id = ? AND state IN ('not-sent', 'unknown') ON CONFLICT DO NOTHING`,
      ...[id, Date.now(), insteadOf],
    );
  }

  /** From here on the comment may exist. */
  begin(id: string): boolean {
    const sql = "UPDATE comment SET state = 'calling', began = ? WHERE id = ? AND state = 'accepted'";
    return this.#run(sql, Date.now(), id);
  }

  /** Keeps the verdict on a call. */
  end(id: string, result: AddCommentResult): void {
    // An id that belongs to another comment says nothing of this one.
    if (result.ok && this.#create(id, result.data.commentId, false)) return;
    const error = result.ok ? { kind: "invalidResponse", delivery: "unknown" } : result.error;
    const sql = "UPDATE comment SET state = ?, failure = ? WHERE id = ? AND state = 'calling'";
    this.#run(sql, error.delivery, JSON.stringify(error), id);
  }

  /** Keeps that a comment was given up before its call began. */
  drop(id: string, kind: Failure["kind"]): void {
    const sql = "UPDATE comment SET state = 'not-sent', failure = ? WHERE id = ? AND state = 'accepted'";
    this.#run(sql, JSON.stringify({ kind }), id);
  }

  /** Takes what does not exist out of the thread. */
  discard(id: string): boolean {
    return this.#run("DELETE FROM comment WHERE id = ? AND state IN ('not-sent', 'rejected')", id);
  }

  /** After a restart: what had not begun is not sent, and what had may exist, unless its event has come. */
  recover(): void {
    const failure = JSON.stringify({ kind: "stopped" });
    this.#run("UPDATE comment SET state = 'not-sent', failure = ? WHERE state = 'accepted'", failure);
    this.#run("UPDATE comment SET state = 'unknown', failure = ? WHERE state = 'calling'", failure);
    const open = this.#all("SELECT DISTINCT fingerprint FROM comment WHERE state = 'unknown'");
    for (const { fingerprint } of open) this.settle(String(fingerprint));
  }

  /** Keeps an event, unless it is there already. */
  keep({ commentId, caseId, createdAt, author, content, fingerprint = "" }: ReceivedEvent): void {
    this.#run(
      "INSERT INTO event VALUES (?, ?, ?, ?, ?, nullif(?, '')) ON CONFLICT DO NOTHING",
      ...[commentId, caseId, createdAt, JSON.stringify(author), JSON.stringify(content), fingerprint],
    );
  }

  /** Settles what is certain of the comments that are alike, and gives their ids. */
  settle(fingerprint: string): string[] {
    const calls = this.#all(
      `SELECT id, fingerprint, began, iif(state = 'calling', 'open', state) AS state, commentId FROM comment
       WHERE fingerprint = ? AND state IN ('calling', 'unknown', 'created')`,
      fingerprint,
    ).map(
      ({ commentId, ...call }) => ({ ...call, commentId: commentId ?? undefined }) as unknown as KeptCall,
    );
    const events = this.#all("SELECT * FROM event WHERE fingerprint = ?", fingerprint);
    const settled = settle(calls, events as unknown as KeptEvent[]);
    return [...settled].flatMap(([id, commentId]) => (this.#create(id, commentId, true) ? [id] : []));
  }

  /** All that is known of a case, the oldest first. */
  thread(caseId: string): Entry[] {
    const own = this.#all(
      `SELECT comment.*, again.id AS again FROM comment LEFT JOIN comment AS again ON again.insteadOf = comment.id
       WHERE comment.caseId = ? AND NOT (comment.state = 'not-sent' AND again.id IS NOT NULL)`,
      caseId,
    );
    // What an answer is about to name is no comment of somebody else's.
    const others = this.#all(
      `SELECT *, commentId AS id, createdAt AS began, 'received' AS state FROM event
       WHERE caseId = ? AND NOT EXISTS (SELECT 1 FROM comment WHERE comment.commentId = event.commentId
         OR (comment.state = 'calling' AND comment.fingerprint = event.fingerprint))`,
      caseId,
    );
    return [...own, ...others].map(entryOf).sort((one, other) => one.at - other.at);
  }

  /** What was accepted under an id, and what has become of it. */
  find(id: string): (Accepted & Entry) | undefined {
    const sql = "SELECT *, (SELECT id FROM comment WHERE insteadOf = ?1) AS again FROM comment WHERE id = ?1";
    const [row] = this.#all(sql, id);
    if (!row) return undefined;
    const entry = entryOf(row);
    return { ...(row as unknown as Accepted), ...entry, content: entry };
  }

  close(): void {
    this.#database.close();
  }

  #create(id: string, commentId: string, isByEvent: boolean): boolean {
    return this.#run(
      `UPDATE OR IGNORE comment SET state = 'created', commentId = ?, isByEvent = ?, failure = NULL
       WHERE id = ? AND commentId IS NULL`,
      ...[commentId, Number(isByEvent), id],
    );
  }

  #run(sql: string, ...values: SQLInputValue[]): boolean {
    return this.#database.prepare(sql).run(...values).changes > 0;
  }

  #all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#database.prepare(sql).all(...values) as Row[];
  }
}

function entryOf({ id, state, author, content, began, commentId, isByEvent, failure, again }: Row): Entry {
  return {
    ...(JSON.parse(String(content)) as Content),
    ...(commentId ? { commentId: String(commentId) } : {}),
    ...(failure ? { failure: JSON.parse(String(failure)) as Failure } : {}),
    id: String(id),
    state: state as Entry["state"],
    author: JSON.parse(String(author)),
    at: Number(began),
    isByEvent: isByEvent === 1,
    isSentAgain: Boolean(again),
  };
}
