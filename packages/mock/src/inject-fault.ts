import type { ServerResponse } from "node:http";
import { type Fault, faultResponses } from "./faults.ts";
import { type PreparedResponse, send } from "./http/prepared-response.ts";

/**
 * Lets a fault happen instead of a response.
 *
 * @param prepared what would have been sent
 * @returns what was sent, or `undefined` if nothing was
 */
export function injectFault(
  fault: Fault,
  response: ServerResponse,
  prepared: PreparedResponse,
): PreparedResponse | undefined {
  const instead = faultResponses[fault];
  if (instead) return send(response, instead);
  if (fault === "truncated") {
    const { status, headers, content } = prepared;
    response.writeHead(status, headers);
    response.write(content.slice(0, content.length / 2), () => response.destroy());
    return prepared;
  }
  // To stall is to do nothing: the mock ends the connection when it is closed.
  if (fault !== "stall") response.socket?.resetAndDestroy();
  return undefined;
}
