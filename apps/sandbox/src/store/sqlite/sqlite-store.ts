import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { memoryOf } from "../../large-content.ts";
import type { Input, Store } from "../store.ts";
import { StoreUnavailable } from "../store-unavailable.ts";
import type { DatabasePlace } from "./database.ts";
import { type FromWorker, type Opening, postTo, type ToWorker } from "./messages.ts";

type Call = Exclude<ToWorker, string>[number];

interface Waiting {
  resolve(result: never): void;
  reject(error: StoreUnavailable): void;
}

// The thread begins with some while others of the same turn of the event loop are still being read; a message
// for each would take longer to write than the comment.
const mostTogether = 4;

/**
 * A store in SQLite, in a thread of its own, so that a large attachment doesn't hold up the answers
 * to others. What is asked of it while it is busy is committed together.
 *
 * @throws {StoreUnavailable} if another process serves from the folder, or it can't be written
 */
export async function openSqliteStore(place: DatabasePlace): Promise<Store> {
  const worker = new Worker(new URL(`./worker${import.meta.url.slice(-3)}`, import.meta.url), {
    workerData: place,
    // What this process was started with may be for its own program alone, as `--input-type` is.
    execArgv: [],
  });
  const [opening] = (await once(worker, "message")) as [Opening];
  if (!opening.isOpen) throw new StoreUnavailable(opening.code);

  const waiting = new Map<number, Waiting>();
  let latest = 0;
  let batch: Call[] = [];
  const transfer = () => {
    const calls = batch;
    batch = [];
    if (calls.length === 0 || isPosted(calls)) return;
    // One of them can't be told to a thread, and the others must not fail for it.
    for (const call of calls) {
      if (isPosted([call])) continue;
      waiting.get(call.id)?.reject(new StoreUnavailable());
      waiting.delete(call.id);
    }
    if (waiting.size === 0) onIdle();
  };
  const isPosted = (calls: readonly Call[]) => {
    try {
      postTo(worker, calls satisfies ToWorker, calls.flatMap(filesIn).flatMap(memoryOf));
      return true;
    } catch {
      return false;
    }
  };
  worker.on("message", (outcomes: FromWorker) => {
    for (const outcome of outcomes) {
      const call = waiting.get(outcome.id);
      waiting.delete(outcome.id);
      if ("result" in outcome) call?.resolve(outcome.result as never);
      else call?.reject(new StoreUnavailable(outcome.unavailable || undefined));
    }
    if (waiting.size === 0) onIdle();
  });
  let isOpen = true;
  // It may have ended by itself when the store is closed.
  const ended = new Promise((resolve) => worker.once("exit", resolve));
  const failWaiting = () => {
    for (const { reject } of waiting.values()) reject(new StoreUnavailable());
    waiting.clear();
    onIdle();
  };
  let onIdle = () => {};
  worker.on("error", () => {
    isOpen = false;
    failWaiting();
  });
  // An outcome can't be read, because the stack of this thread is too small for it, and nothing says whose it is.
  worker.on("messageerror", failWaiting);

  return {
    isAlone: place.alone,
    run: (name, input) =>
      new Promise((resolve, reject) => {
        if (!isOpen) return reject(new StoreUnavailable());
        latest += 1;
        waiting.set(latest, { resolve, reject });
        batch.push({ id: latest, name, input });
        if (batch.length === mostTogether) transfer();
        else if (batch.length === 1) setImmediate(transfer);
      }),
    async close() {
      isOpen = false;
      if (waiting.size > 0) await new Promise<void>((resolve) => (onIdle = resolve));
      worker.postMessage("close" satisfies ToWorker);
      await ended;
    },
  };
}

/** The contents of the files that a transaction keeps. Nobody looks at them any more. */
function filesIn({ name, input }: Call): Uint8Array[] {
  if (name !== "addComment") return [];
  return (input as Input<"addComment">).comment.attachments.map(({ content }) => content);
}
