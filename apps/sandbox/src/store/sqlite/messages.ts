import type { TransactionName } from "../store.ts";

/** Transactions to run, and the ids to answer under. Those of one turn of the event loop travel together. */
export type ToWorker = readonly { id: number; name: TransactionName; input: unknown }[] | "close";

/** The first message: whether the database is open. */
export type Opening = { isOpen: true } | { isOpen: false; code: string | undefined };

/** What became of them. */
export type FromWorker = (
  | { id: number; result: unknown }
  /** The database's code, or nothing. */
  | { id: number; unavailable: string }
)[];
