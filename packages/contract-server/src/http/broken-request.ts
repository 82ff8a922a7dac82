import { type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { closeAfter, lingeringClose } from "./lingering-close.ts";
import { type PreparedResponse, send } from "./prepared-response.ts";

/**
 * Gives the last answer of a connection on which something other than HTTP arrived, or nothing
 * for too long. An answer that is still due to an earlier request of the connection comes first.
 *
 * @param latest the response to the connection's latest request, if there was one
 */
export function endConnection(
  socket: Socket,
  answer: PreparedResponse,
  latest: ServerResponse | undefined,
  onAnswered: () => void,
): void {
  if (!latest || latest.writableFinished) {
    sendRaw(socket, answer);
    onAnswered();
  } else if (!latest.req.complete && !latest.headersSent) {
    closeAfter(latest.req, latest);
    send(latest, answer);
    onAnswered();
  } else {
    latest.once("finish", () => endConnection(socket, answer, undefined, onAnswered));
  }
}

function sendRaw(socket: Socket, { status, headers, content }: PreparedResponse): void {
  const fields = { ...headers, connection: "close", date: new Date().toUTCString() };
  const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join("")}\r\n${content}`);
  lingeringClose(socket);
}
