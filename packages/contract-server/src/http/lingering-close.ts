import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

// Long enough to read an answer while sending, too short to be a burden.
const lingerMs = 5_000;

/**
 * Ends a connection once what was written is on its way, and goes on reading until the other
 * side ends it, too. To close while it still sends would reset the connection, and it might
 * lose the answer.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-9.6
 */
export function lingeringClose(socket: Socket): void {
  const timer = setTimeout(() => socket.destroy(), lingerMs).unref();
  socket.once("close", () => clearTimeout(timer));
  socket.once("end", () => socket.destroy());
  socket.end();
  socket.resume();
}

/** Makes this answer the last one of its connection, for a request whose body may still be coming. */
export function closeAfter(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader("connection", "close");
  // Node calls this when the answer is out, and would destroy the socket with unread bytes in it.
  request.socket.destroySoon = () => lingeringClose(request.socket);
  request.resume();
}
