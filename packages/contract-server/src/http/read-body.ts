import type { IncomingMessage } from "node:http";
import { ByteBudget, type Loan } from "./byte-budget.ts";

/** The bytes of a body, or why there are none: it is too large, it came too slowly, or its sender went away. */
export type Body = Buffer | "tooLarge" | "timeout" | "aborted";

/** A body, and the share of memory that it holds. */
export interface ReadBody {
  body: Body;
  /** Gives the memory back. */
  release(): void;
}

/** Reads bodies of up to `limit` bytes; `begin` is called before the first byte is read, and not if none is. */
export type BodyReader = (request: IncomingMessage, limit: number, begin: () => void) => Promise<ReadBody>;

// Bodies this small need no share: as many as a machine has connections fit.
export const tinyBytes = 16_384;
export const smallBytes = 262_144;
export const budgetBytes = 64_000_000;

/**
 * Builds what reads bodies, within memory that they share. Small bodies have a budget of their own, so
 * that they never wait for large ones. A body is read into one piece of memory, however many pieces it
 * comes in; one whose length isn't announced is taken for a small one until it turns out to be larger,
 * and then for the largest that there may be.
 *
 * @param timeoutMs how long a body may take to arrive, from the moment it is let in
 */
export function bodyReader(timeoutMs: number): BodyReader {
  const small = new ByteBudget(budgetBytes, timeoutMs);
  const large = new ByteBudget(budgetBytes, timeoutMs);
  const deadlines = new Deadlines(timeoutMs);

  return async function readBody(request, limit, begin) {
    const loans: Loan[] = [];
    function release() {
      for (const loan of loans.splice(0)) loan.end();
    }
    const announced = request.headers["content-length"];
    const isChunked = request.headers["transfer-encoding"] !== undefined;
    const length = isChunked ? undefined : Number(announced ?? 0);
    if (length !== undefined && length > limit) return { body: "tooLarge", release };

    let fail = (_: "timeout" | "aborted") => {};
    const onStalled = () => fail("timeout");
    const borrow = (budget: ByteBudget, bytes: number) => {
      const loan = budget.borrow(Math.min(bytes, budgetBytes), onStalled);
      loans.push(loan);
      request.once("close", () => {
        if (!request.complete) loan.end();
      });
      return loan;
    };

    if (length === undefined || length > tinyBytes) {
      const isSmall = length === undefined || length <= smallBytes;
      const loan = borrow(isSmall ? small : large, length ?? smallBytes);
      if (loan.granted && !(await arrives(loan.granted, request))) return { body: "aborted", release };
    }
    begin();
    if (length !== undefined && length <= tinyBytes) {
      // Node hands over all that it has read before it lets anybody else go on. What is there whole by then,
      // as most small bodies are, needs neither a listener nor a time limit.
      await undefined;
      if (request.complete && request.readableLength === length)
        return { body: (request.read() as Buffer | null) ?? empty, release };
    }
    const body = await new Promise<Body>((resolve) => {
      const deadline = deadlines.add(() => fail("timeout"));
      let memory: Buffer | undefined =
        length === undefined ? Buffer.allocUnsafeSlow(Math.min(tinyBytes, limit)) : undefined;
      let received = 0;
      const settle = (result: Body) => {
        deadlines.delete(deadline);
        request.off("data", take).off("end", end);
        for (const loan of loans) loan.complete();
        resolve(result);
      };
      fail = settle;

      function take(chunk: Buffer): void {
        // What comes whole needs no copy.
        if (!memory && received === 0 && chunk.length === length) {
          memory = chunk;
          received = chunk.length;
          return;
        }
        const end = received + chunk.length;
        if (end > limit) {
          settle("tooLarge");
          return;
        }
        memory ??= Buffer.allocUnsafeSlow(length ?? 0);
        if (end > memory.length) {
          grow(chunk, end);
          return;
        }
        chunk.copy(memory, received);
        received = end;
        for (const loan of loans) loan.received(chunk.length);
      }
      function grow(chunk: Buffer, end: number): void {
        const go = (size: number) => {
          const larger = Buffer.allocUnsafeSlow(Math.min(size, limit));
          memory?.copy(larger, 0, 0, received);
          memory = larger;
          take(chunk);
        };
        if (end <= smallBytes) {
          go(Math.max(end, 2 * (memory?.length ?? 0)));
          return;
        }
        // While it waits, nothing more of it is read.
        for (const loan of loans) loan.complete();
        const loan = borrow(large, limit);
        if (!loan.granted) {
          go(limit);
          return;
        }
        request.pause();
        deadlines.delete(deadline);
        void loan.granted.then(() => {
          deadlines.add(() => fail("timeout"), deadline);
          go(limit);
          request.resume();
        });
      }
      function end(): void {
        settle(memory?.subarray(0, received) ?? empty);
      }
      request.on("data", take);
      request.once("end", end);
      request.once("close", () => settle("aborted"));
    });
    return { body, release };
  };
}

const empty = Buffer.alloc(0);

/** Waits for something, or for the end of the request: whether the former came first. */
function arrives(granted: Promise<void>, request: IncomingMessage): Promise<boolean> {
  return new Promise((resolve) => {
    request.once("close", () => resolve(false));
    void granted.then(() => resolve(true));
  });
}

interface Deadline {
  at: number;
  onPassed: () => void;
}

/** Time limits of the same length, watched by one timer. */
class Deadlines {
  readonly #open = new Set<Deadline>();
  readonly #ms: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(ms: number) {
    this.#ms = ms;
  }

  add(onPassed: () => void, deadline: Deadline = { at: 0, onPassed }): Deadline {
    deadline.at = performance.now() + this.#ms;
    this.#open.add(deadline);
    this.#timer ??= setInterval(() => this.#look(), Math.min(1_000, this.#ms / 4)).unref();
    return deadline;
  }

  delete(deadline: Deadline): void {
    this.#open.delete(deadline);
  }

  #look(): void {
    const now = performance.now();
    // The oldest come first.
    for (const { at, onPassed } of this.#open) {
      if (at > now) break;
      onPassed();
    }
    if (this.#open.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
