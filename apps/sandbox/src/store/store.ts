import {
  addCase,
  addKey,
  addOrganization,
  listCases,
  listKeys,
  listOrganizations,
  putAssignee,
  removeWebhook,
  revokeKey,
} from "./administration.ts";
import { claimEvents, hastenEvents } from "./claim-events.ts";
import { addComment, listComments, readAttachment, readLinkedAttachment } from "./comments.ts";
import type { Connection } from "./connection.ts";
import { listDeliveries, redeliver } from "./deliveries.ts";
import { endAttempt, setSlow } from "./outbox.ts";
import { readOwedEvent } from "./owed-event.ts";
import { ownSecret } from "./own-secrets.ts";
import { createTenant, findPrincipal, listAssignees, resetTenant } from "./tenants.ts";
import { readWebhook, setWebhook } from "./webhook-settings.ts";

/** All that is asked of a store. Each is one transaction: all of it happens, or nothing. */
export const transactions = {
  ping: (connection: Connection, _: object) => connection.query("SELECT 1"),
  addCase,
  addComment,
  addKey,
  addOrganization,
  claimEvents,
  createTenant,
  endAttempt,
  findPrincipal,
  hastenEvents,
  listAssignees,
  listCases,
  listComments,
  listDeliveries,
  listKeys,
  listOrganizations,
  ownSecret,
  putAssignee,
  readAttachment,
  readLinkedAttachment,
  readOwedEvent,
  readWebhook,
  redeliver,
  removeWebhook,
  resetTenant,
  revokeKey,
  setSlow,
  setWebhook,
};

type Transactions = typeof transactions;
export type TransactionName = keyof Transactions;
export type Input<Name extends TransactionName> = Parameters<Transactions[Name]>[1];
export type Output<Name extends TransactionName> = Awaited<ReturnType<Transactions[Name]>>;

/** The same, for a driver that only has to run what it is given. */
export type Transaction = (connection: Connection, input: unknown) => Promise<unknown>;

/** Where a sandbox keeps what it is told. What a transaction did is on disk when its promise resolves. */
export interface Store {
  /** Whether no other sandbox uses it at the same time. */
  readonly isAlone: boolean;
  /**
   * Runs a transaction.
   *
   * @throws {StoreUnavailable} if the database can't be reached or written; then nothing was kept,
   * unless the connection was lost during the commit itself
   *
   * @example
   * await store.run("findPrincipal", { keyHash })
   */
  run<Name extends TransactionName>(name: Name, input: Input<Name>): Promise<Output<Name>>;
  /** Waits for what is running, and lets go of the database. */
  close(): Promise<void>;
}
