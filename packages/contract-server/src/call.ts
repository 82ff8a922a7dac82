import type { IncomingHttpHeaders } from "node:http";
import type { ExpectedFailure, ReceivedBody } from "@case-comments/contract";
import type { Fault } from "./faults.ts";
import type { PreparedResponse } from "./http/prepared-response.ts";

/** A call of one of the contract's operations, as far as its head tells. */
export interface CallHead {
  operation: string;
  method: string;
  /** The request target, as it was sent. */
  url: string;
  /** The parameters of the path, decoded. */
  path: Record<string, string>;
  headers: IncomingHttpHeaders;
}

/** A call that has arrived whole. */
export interface ReceivedCall extends CallHead {
  query: URLSearchParams;
  /** Absent when there is none. */
  body?: ReceivedBody | undefined;
  /** The body as it came; empty when it was too large to be read. */
  content: Buffer;
  /** Why the call can't succeed; absent when it may. */
  expected?: ExpectedFailure | undefined;
  /** Aborted when the server stops. */
  stopped: AbortSignal;
  /**
   * Waits until an answer may hold so many bytes in memory, which large answers share. It is asked before they are
   * read from anywhere.
   *
   * @returns whether the caller waits for it still
   */
  room(bytes: number): Promise<boolean>;
}

/** What a call gets. */
export interface Reply {
  response: PreparedResponse;
  /** Text that is sent in place of the response's content, piece by piece as it is taken. */
  pieces?: Iterable<string> | undefined;
  /** What goes wrong instead of the response, or with it. */
  fault?: Fault | undefined;
  /** How long it waits, in milliseconds. The body is let go and the exchange is told before that. */
  delay?: number | undefined;
  /** A word to the caller and the log; it must hold nothing of the request. */
  hint?: string | undefined;
}

/** A request, and what became of it. */
export interface Exchange {
  method: string;
  /** Absent when the request asked for no operation of the contract. */
  call?: CallHead | undefined;
  body?: ReceivedBody | undefined;
  /** The body as it came, as far as it was read. */
  content?: Buffer | undefined;
  /** The failure that the request provoked, whatever it was answered. */
  expected?: ExpectedFailure | undefined;
  /** Absent when a fault withholds the response. */
  status?: number | undefined;
  /** The name of the response or of the fault. */
  response: string;
  hint?: string | undefined;
  /** The shape of a path that the contract doesn't have: its own words, and `…` for the others. */
  pathShape?: string | undefined;
  ms: number;
}
