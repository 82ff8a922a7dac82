import type { MessagePort, Transferable, Worker } from "node:worker_threads";
import type { TransactionName } from "../store.ts";

/** Transactions to run, and the ids to answer under. */
export type ToWorker = readonly { id: number; name: TransactionName; input: unknown }[] | "close";

/** The first message: whether the database is open. */
export type Opening = { isOpen: true } | { isOpen: false; code: string | undefined };

/** What became of them. */
export type FromWorker = (
  | { id: number; result: unknown }
  /** The database's code, or nothing. */
  | { id: number; unavailable: string }
)[];

/** Posts a message, and what is to change its owner with it. An empty list of that would double the cost. */
export function postTo(port: MessagePort | Worker, message: unknown, own: readonly Transferable[]): void {
  if (own.length > 0) port.postMessage(message, own);
  else port.postMessage(message);
}
