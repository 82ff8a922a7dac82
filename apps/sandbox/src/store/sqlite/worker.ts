import { parentPort, workerData } from "node:worker_threads";
import { memoryOf } from "../../large-content.ts";
import type { ReadAttachment } from "../comments.ts";
import type { OwedEvent } from "../owed-event.ts";
import { type Transaction, transactions } from "../store.ts";
import { type Database, type DatabasePlace, openDatabase } from "./database.ts";
import { commitTogether, type Job } from "./group-commit.ts";
import { type FromWorker, type Opening, postTo, type ToWorker } from "./messages.ts";

const port = parentPort as NonNullable<typeof parentPort>;
const open = (message: Opening) => port.postMessage(message);
const tell = (message: FromWorker) => postTo(port, message, message.flatMap(filesIn).flatMap(memoryOf));

let waiting: Job[] = [];
let finished: FromWorker = [];
let isBusy = false;

await openDatabase(workerData as DatabasePlace).then(serve, (error) => {
  open({ isOpen: false, code: codeOf(error) });
  port.close();
});

function serve(database: Database): void {
  port.on("message", (messages: ToWorker) => {
    if (messages === "close") {
      database.close();
      port.close();
      return;
    }
    for (const { id, name, input } of messages) {
      const transaction = transactions[name] as Transaction;
      waiting.push({
        run: () => transaction(database.connection, input),
        done(outcome) {
          if ("result" in outcome) finished.push({ id, result: outcome.result });
          else finished.push({ id, unavailable: codeOf(outcome.error) ?? "" });
        },
      });
    }
    if (!isBusy) void work(database);
  });
  open({ isOpen: true });
}

async function work(database: Database): Promise<void> {
  isBusy = true;
  while (waiting.length > 0) {
    const jobs = waiting;
    waiting = [];
    await commitTogether(database, jobs);
    tell(finished);
    finished = [];
    // Whatever came meanwhile joins the next commit.
    await new Promise(setImmediate);
  }
  isBusy = false;
}

/** The contents of the files that were read, if any were. */
function filesIn(outcome: FromWorker[number]): Uint8Array[] {
  if (!("result" in outcome)) return [];
  const { content, comment } = (outcome.result ?? {}) as Partial<ReadAttachment & OwedEvent>;
  return [content, ...(comment?.attachments ?? []).map((file) => file.content)].filter((file) => !!file);
}

/** The code of an error of the system or of SQLite. */
function codeOf(error: unknown): string | undefined {
  const { code, errcode } = error as { code?: string; errcode?: number };
  return errcode === undefined ? code : `SQLITE ${errcode}`;
}
