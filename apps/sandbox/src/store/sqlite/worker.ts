import { parentPort, workerData } from "node:worker_threads";
import { memoryOf } from "../../large-content.ts";
import type { AttachmentContent } from "../comments.ts";
import { type Transaction, transactions } from "../store.ts";
import { type Database, type DatabasePlace, openDatabase } from "./database.ts";
import { commitTogether, type Job } from "./group-commit.ts";
import type { FromWorker, Opening, ToWorker } from "./messages.ts";

const port = parentPort as NonNullable<typeof parentPort>;
const open = (message: Opening) => port.postMessage(message);
const tell = (message: FromWorker) => port.postMessage(message, message.flatMap(fileIn).flatMap(memoryOf));

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

/** The content of the file that was read, if it was one. */
function fileIn(outcome: FromWorker[number]): Uint8Array[] {
  const content = "result" in outcome && (outcome.result as Partial<AttachmentContent> | undefined)?.content;
  return content ? [content] : [];
}

/** The code of an error of the system or of SQLite. */
function codeOf(error: unknown): string | undefined {
  const { code, errcode } = error as { code?: string; errcode?: number };
  return errcode === undefined ? code : `SQLITE ${errcode}`;
}
