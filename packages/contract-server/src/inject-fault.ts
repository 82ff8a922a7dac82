import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { TLSSocket } from "node:tls";
import type { Fault } from "./faults.ts";
import { type PreparedResponse, send } from "./http/prepared-response.ts";

// Ten bytes a second: no client's limit between two bytes is reached, only one for the whole.
const msPerByte = 100;

/**
 * Lets a fault happen.
 *
 * @param prepared what goes out with it, wholly or in part
 * @param stopped aborted when the server stops
 */
export function injectFault(
  fault: Fault,
  response: ServerResponse,
  prepared: PreparedResponse | undefined,
  stopped: AbortSignal,
): void {
  if (!prepared) {
    // To stall is to do nothing: the server ends the connection when it is closed.
    if (fault !== "stall" && response.socket) resetConnection(response.socket);
  } else if (fault === "truncated") {
    const { status, headers, content } = prepared;
    response.writeHead(status, headers);
    response.write(Buffer.from(content).subarray(0, content.length / 2), () => response.destroy());
  } else if (fault === "slow") {
    void trickle(response, prepared, stopped);
  } else {
    send(response, prepared);
  }
}

/** What is under TLS can't be reset without a crash, so that is cut off without its last word. */
function resetConnection(socket: Socket): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}

async function trickle(
  response: ServerResponse,
  { status, headers, content }: PreparedResponse,
  stopped: AbortSignal,
): Promise<void> {
  response.writeHead(status, headers).flushHeaders();
  for (const byte of Buffer.from(content)) {
    response.write(Buffer.of(byte));
    await sleep(msPerByte, undefined, { signal: stopped }).catch(() => {});
    if (response.destroyed) return;
  }
  response.end();
}
