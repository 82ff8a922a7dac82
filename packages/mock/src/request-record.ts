import type { RecordedRequest } from "./mock.ts";
import type { Exchange } from "./request-handler.ts";

/** The record of an exchange: what was asked, what was wrong with it, and what it got. */
export function requestRecord({ method, call, body, expected, status, response }: Exchange): RecordedRequest {
  return {
    method,
    ...(call ? { operation: call.operation } : {}),
    path: call?.path ?? {},
    ...(body && "json" in body ? { body: body.json } : {}),
    ...(status === undefined ? {} : { status }),
    response,
    violations: expected?.violations ?? [],
  };
}
