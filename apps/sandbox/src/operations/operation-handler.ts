import type { PreparedResponse } from "@case-comments/contract-server";
import type { Store } from "../store/store.ts";
import type { Caller, Tenant } from "../store/tenants.ts";
import type { AttachmentLinks } from "../webhooks/attachment-links.ts";
import type { Dispatcher } from "../webhooks/dispatcher.ts";

/** A call that the contract has nothing against. */
export interface ValidCall {
  operation: string;
  /** The parameters of the path, decoded. */
  path: Readonly<Record<string, string>>;
  query: URLSearchParams;
  /** The body; absent when the operation takes none. */
  json: unknown;
  /** Whether only the head of the answer is wanted. */
  isHead: boolean;
}

/** Nobody waits for the answer any more. */
export class CallerGone extends Error {}

export interface OperationContext {
  caller: Caller;
  /** The world that the caller's key opens, if it is one for tests. */
  world: Tenant | undefined;
  store: Store;
  dispatcher: Pick<Dispatcher, "wake" | "deliver">;
  links: Pick<AttachmentLinks, "placeOf">;
  /**
   * Waits until an answer may hold so many bytes in memory.
   *
   * @throws {CallerGone} if the caller doesn't wait that long
   */
  room(bytes: number): Promise<void>;
}

/**
 * Does what a call asks for, and gives the answer.
 *
 * @throws {StoreUnavailable} if the database can't be reached or written
 * @throws {CallerGone} if nobody waits for the answer any more
 */
export type OperationHandler = (call: ValidCall, context: OperationContext) => Promise<PreparedResponse>;
