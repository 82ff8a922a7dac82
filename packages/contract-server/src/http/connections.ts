import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** A connection, and what came over it. */
interface Line {
  readonly socket: Socket;
  /** The response to the latest request. */
  latest?: ServerResponse;
  /** Whether it has to wait until more is read from it. */
  isHeld: boolean;
}

/** The connections of a server, and the answers that are due on them. */
export class Connections {
  readonly #lines = new Map<Socket, Line>();
  readonly #held: Line[] = [];
  readonly #due = new Set<ServerResponse>();
  #onIdle = () => {};

  /** Follows a connection from its beginning. */
  add(socket: Socket): void {
    const line: Line = { socket, isHeld: false };
    this.#lines.set(socket, line);
    socket.once("close", () => this.#lines.delete(socket));
    // To read the body of one request makes Node read on.
    socket.on("resume", () => {
      if (line.isHeld && socket.writable) socket.pause();
    });
  }

  /** Notes that a request is due an answer. */
  expect(request: IncomingMessage, response: ServerResponse): void {
    const line = this.#lines.get(request.socket);
    if (line?.latest && !line.latest.writableFinished && !line.isHeld) this.#hold(line);
    if (line) line.latest = response;
    this.#due.add(response);
    response.once("close", () => this.release(response));
  }

  /**
   * Reads no more from a connection that sends requests without waiting for answers until its turn has
   * come: one read may bring hundreds, so only one such connection is read in each turn of the event loop,
   * and whoever sends one request at a time comes between them.
   */
  #hold(line: Line): void {
    line.isHeld = true;
    line.socket.pause();
    if (this.#held.push(line) > 1) return;
    const readNext = () => {
      const next = this.#held.shift();
      if (!next) return;
      next.isHeld = false;
      next.socket.resume();
      if (this.#held.length > 0) setImmediate(readNext);
    };
    setImmediate(readNext);
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

  /** Waits for the answers that are due, at most `graceMs`, and then ends every connection. */
  async end(graceMs: number): Promise<void> {
    for (const response of this.#due) response.shouldKeepAlive = false;
    if (this.#due.size > 0) await this.#idle(graceMs);
    for (const socket of this.#lines.keys()) socket.destroy();
  }

  #idle(graceMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, graceMs);
      this.#onIdle = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
