import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** The connections of a server, and the answers that are due on them. */
export class Connections {
  readonly #latest = new Map<Socket, ServerResponse | undefined>();
  readonly #due = new Set<ServerResponse>();
  #onIdle = () => {};

  /** Follows a connection from its beginning. */
  add(socket: Socket): void {
    this.#latest.set(socket, undefined);
    socket.once("close", () => this.#latest.delete(socket));
  }

  /** Notes that a request is due an answer. */
  expect(request: IncomingMessage, response: ServerResponse): void {
    this.#latest.set(request.socket, response);
    this.#due.add(response);
    response.once("close", () => this.release(response));
  }

  /** Notes that nobody is to wait for an answer any longer. */
  release(response: ServerResponse): void {
    this.#due.delete(response);
    if (this.#due.size === 0) this.#onIdle();
  }

  /** The response to the latest request of a connection, if there was one. */
  latest(socket: Socket): ServerResponse | undefined {
    return this.#latest.get(socket);
  }

  /** Waits for the answers that are due, at most `graceMs`, and then ends every connection. */
  async end(graceMs: number): Promise<void> {
    for (const response of this.#due) response.shouldKeepAlive = false;
    if (this.#due.size > 0) await this.#idle(graceMs);
    for (const socket of this.#latest.keys()) socket.destroy();
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
