import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** A connection, and what came over it. */
interface Line {
  readonly socket: Socket;
  /** The response to the latest request. */
  latest?: ServerResponse;
  /** The response that is being made or sent. */
  current?: ServerResponse | undefined;
  /** Requests that came before the current one was answered. */
  readonly waiting: Waiting[];
  /** Whether it has to wait until more is read from it. */
  isHeld: boolean;
}

interface Waiting {
  response: ServerResponse;
  serve: () => void;
}

// Takes about a millisecond.
const servedInTurn = 16;

// Beyond so many, who sends ahead on ever new connections could keep one from being read for ever.
const mostTurnsUnread = 16;

// What waits outlives the cheap ways to clear memory, and costs three times what it holds.
export const mostWaiting = 16_384;

/**
 * The connections of a server, and the answers that are due on them.
 *
 * One read may bring hundreds of requests. Of those that a client sends without waiting for answers, one is
 * served at a time, when the answer before it is out; in one turn of the event loop a few connections have
 * one served, and one is read on where there is time, and every now and then where there is none. Whoever
 * sends one request at a time comes between them, and no more than one answer is held for a client that
 * doesn't read. When more requests wait in all than there may be, a connection that has its share of them is
 * ended, for which clients that send ahead must be prepared.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-9.3.2
 */
export class Connections {
  readonly #lines = new Map<Socket, Line>();
  readonly #due = new Set<ServerResponse>();
  readonly #ready: Line[] = [];
  readonly #unread: Line[] = [];
  #waiting = 0;
  #turnsUnread = 0;
  #hasTurn = false;
  #onIdle = () => {};
  #onGone = () => {};
  /** How many connections there have been. */
  made = 0;

  /** Follows a connection from its beginning. */
  add(socket: Socket): void {
    this.made += 1;
    const line: Line = { socket, waiting: [], isHeld: false };
    this.#lines.set(socket, line);
    let { stackTraceLimit } = Error;
    // Node makes an error of each request that waits, with a stack: half the time that the end of a
    // connection with hundreds of them would take.
    socket.prependOnceListener("close", () => {
      ({ stackTraceLimit } = Error);
      Error.stackTraceLimit = 0;
    });
    socket.once("close", () => {
      Error.stackTraceLimit = stackTraceLimit;
      this.#forget(line);
      this.#lines.delete(socket);
      if (this.#lines.size === 0) this.#onGone();
    });
    // To read the body of one request makes Node read on.
    socket.on("resume", () => {
      if (line.isHeld && socket.writable) socket.pause();
    });
  }

  /** Serves a request once the answer to the one before it is out. */
  serve(request: IncomingMessage, response: ServerResponse, serve: () => void): void {
    const line = this.#lines.get(request.socket);
    // What follows the last answer of a connection gets none.
    if (!line || (line.current && !line.socket.writable)) return;
    line.latest = response;
    if (!line.current) {
      this.#begin(line, { response, serve });
      return;
    }
    if (this.#waiting >= mostWaiting && line.waiting.length >= mostWaiting / this.#lines.size) {
      line.socket.destroy();
      this.#forget(line);
      return;
    }
    line.waiting.push({ response, serve });
    this.#waiting += 1;
    line.isHeld = true;
    line.socket.pause();
  }

  #begin(line: Line, { response, serve }: Waiting): void {
    line.current = response;
    this.#due.add(response);
    response.once("close", () => {
      this.release(response);
      if (line.waiting.length === 0) line.current = undefined;
      else if (line.socket.writable) this.#takeTurn(line);
      else this.#drop(line);
    });
    serve();
  }

  /** Reads over what comes after the last answer. */
  #drop(line: Line): void {
    this.#forget(line);
    line.isHeld = false;
    line.socket.resume();
  }

  #forget(line: Line): void {
    this.#waiting -= line.waiting.length;
    line.waiting.length = 0;
  }

  #takeTurn(line: Line): void {
    this.#ready.push(line);
    if (this.#hasTurn) return;
    this.#hasTurn = true;
    setImmediate(() => this.#turn());
  }

  #turn(): void {
    for (const line of this.#ready.splice(0, servedInTurn)) {
      const next = line.waiting.shift();
      if (!next) continue;
      this.#waiting -= 1;
      // Its connection has ended while it waited, or is about to: its body was broken, and the answer says so.
      if (!line.socket.writable || next.response.headersSent) {
        this.#drop(line);
        continue;
      }
      if (line.waiting.length === 0) this.#unread.push(line);
      this.#begin(line, next);
    }
    this.#turnsUnread += 1;
    const hasTime = this.#ready.length < servedInTurn || this.#turnsUnread >= mostTurnsUnread;
    const line = hasTime ? this.#unread.shift() : undefined;
    if (line) {
      this.#turnsUnread = 0;
      line.isHeld = false;
      line.socket.resume();
    }
    this.#hasTurn = this.#ready.length + this.#unread.length > 0;
    if (this.#hasTurn) setImmediate(() => this.#turn());
  }

  /** Notes that nobody is to wait for an answer any longer. */
  release(response: ServerResponse): void {
    this.#due.delete(response);
    if (this.#due.size === 0) this.#onIdle();
  }

  /** The response to the latest request of a connection, if there was one. */
  latest(socket: Socket): ServerResponse | undefined {
    return this.#lines.get(socket)?.latest;
  }

  /** Makes each answer that is due the last on its connection. */
  keepNone(): void {
    for (const response of this.#due) response.shouldKeepAlive = false;
  }

  /**
   * Waits for the answers that are due, at most `graceMs`, and then ends every connection. Of that time, those without
   * a request have `idleMs` for one that is on its way: its sender could not know whether it has arrived.
   */
  async end(graceMs: number, idleMs: number): Promise<void> {
    const end = performance.now() + graceMs;
    if (idleMs > 0 && this.#lines.size > 0)
      await within(idleMs, (gone) => {
        this.#onGone = gone;
      });
    if (this.#due.size > 0)
      await within(Math.max(0, end - performance.now()), (idle) => {
        this.#onIdle = idle;
      });
    for (const socket of this.#lines.keys()) socket.destroy();
  }
}

/** Waits for something, but no longer than so. */
function within(ms: number, begin: (done: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    begin(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
