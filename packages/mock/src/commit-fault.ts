import type { ServerResponse } from "node:http";
import type { Fault } from "./faults.ts";
import { faultAnswers } from "./faults.ts";
import { type HttpAnswer, send } from "./http/http-answer.ts";

/** Lets a fault happen to an answer. Gives what was sent, or `undefined` if nothing was. */
export function commitFault(fault: Fault, response: ServerResponse, due: HttpAnswer): HttpAnswer | undefined {
  const answer = faultAnswers[fault];
  if (answer) {
    send(response, answer);
    return answer;
  }
  if (fault === "truncated") {
    response.writeHead(due.status, due.headers);
    response.write(due.content.slice(0, due.content.length / 2), () => response.destroy());
    return due;
  }
  // To stall is to do nothing: the mock ends the connection when it is closed.
  if (fault !== "stall") response.socket?.resetAndDestroy();
  return undefined;
}
