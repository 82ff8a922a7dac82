import type { ServerResponse } from "node:http";
import { ByteBudget, type Loan } from "./byte-budget.ts";
import { type PreparedResponse, send, sendPieces } from "./prepared-response.ts";
import { budgetBytes, smallBytes } from "./read-body.ts";

/** Answers this small need no share: as many as a machine has connections fit. */
export const freeAnswerBytes = 65_536;

// Who has only just been sent something has had no time to take it.
const graceMs = 1_000;
// What a reader has taken is seen by the piece.
const pieceBytes = 16_384;
// The system takes the next of an answer when it has room for a third of what it holds of it, which can be a megabyte:
// of a reader that takes all in time, nothing may be seen for so many looks.
const patience = 3;

/** The memory that large answers share. */
export interface AnswerMemory {
  /**
   * Waits until an answer may hold so many bytes, which it does until it has been taken.
   *
   * @returns whether somebody waits for it still
   */
  lend(response: ServerResponse, bytes: number): Promise<boolean>;
  /**
   * Notes that an answer is made, and may be given up from now on if nobody takes it.
   *
   * @returns whether it holds a share
   */
  begin(response: ServerResponse): boolean;
  /** Notes that nothing more is read for an answer. Of one whose reader has gone before, the share is held until then. */
  handled(response: ServerResponse): void;
  send(response: ServerResponse, prepared: PreparedResponse): void;
}

interface Held {
  loan: Loan;
  /** The bytes that are lent. */
  bytes: number;
  /** When it was made; absent before. */
  begun?: number;
  isHandled: boolean;
}

/**
 * Builds the memory that large answers share, as bodies do: each waits until there is room for the whole of it, small
 * ones apart from large ones, and while others wait, one is given up that isn't taken, or not in time. Otherwise a few
 * dozen readers that don't read would hold a file each.
 *
 * @param timeoutMs how long an answer may take to be taken while others wait
 */
export function answerMemory(timeoutMs: number): AnswerMemory {
  const small = new ByteBudget(budgetBytes, timeoutMs, patience);
  const large = new ByteBudget(budgetBytes, timeoutMs, patience);
  const lent = new WeakMap<ServerResponse, Held>();

  return {
    async lend(response, wanted) {
      if (response.destroyed || wanted <= freeAnswerBytes) return !response.destroyed;
      const budget = wanted <= smallBytes ? small : large;
      const bytes = Math.min(wanted, budgetBytes);
      const held: Held = {
        bytes,
        loan: budget.borrow(bytes, () => {
          const { begun = Number.POSITIVE_INFINITY } = held;
          if (performance.now() - begun > graceMs) response.destroy();
        }),
        isHandled: false,
      };
      lent.set(response, held);
      const gone = new Promise<void>((resolve) =>
        response.once("close", () => {
          if (held.isHandled) held.loan.end();
          resolve();
        }),
      );
      await Promise.race([held.loan.granted, gone]);
      return !response.destroyed;
    },

    handled(response) {
      const held = lent.get(response);
      if (!held) return;
      held.isHandled = true;
      if (response.destroyed) held.loan.end();
    },

    begin(response) {
      const held = lent.get(response);
      if (held) held.begun = performance.now();
      return held !== undefined;
    },

    send(response, prepared) {
      const held = lent.get(response);
      if (held) sendPieces(response, prepared, taken(bytesOf(prepared), held));
      else send(response, prepared);
    },
  };
}

/** What is bytes already is not copied. */
const bytesOf = ({ content }: PreparedResponse) =>
  typeof content === "string" ? Buffer.from(content) : content;

/**
 * The pieces of a content, of which each is noted as taken when the next is asked for: as its share of what is lent,
 * which may be for copies, too.
 */
function* taken(content: Buffer, { loan, bytes }: Held): Generator<Buffer> {
  for (let start = 0; start < content.length; start += pieceBytes) {
    const piece = content.subarray(start, start + pieceBytes);
    yield piece;
    loan.received((piece.length / content.length) * bytes);
  }
}
