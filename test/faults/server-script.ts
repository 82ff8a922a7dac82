/** An offset into a request, in bytes, from the lengths of its head and its body. */
export type RequestOffset = (head: number, body: number) => number;

/** Bytes to write as they are; some depend on the address of the other origin. */
export type ResponseBytes = string | ((otherOrigin: string) => string);

/** Something that a server does once so much of a request has come in. */
export interface ScriptStep {
  /** `connect` needs no byte: it is done when the connection, or the turn of the request, begins. */
  readonly at: "connect" | RequestOffset;
  readonly response?: ResponseBytes;
  /** Otherwise the server reads on. `stall`: it does nothing more, not even read. */
  readonly end?: "close" | "reset" | "stall";
}

/** What a server does with one request. */
export type ServerScript = readonly ScriptStep[];

export const head: RequestOffset = (head) => head;
export const firstByte: RequestOffset = (head) => head + 1;
export const half: RequestOffset = (head, body) => head + Math.floor(body / 2);
export const allButOne: RequestOffset = (head, body) => head + body - 1;
export const all: RequestOffset = (head, body) => head + body;

export const close = (at: ScriptStep["at"]): ServerScript => [{ at, end: "close" }];
export const reset = (at: ScriptStep["at"]): ServerScript => [{ at, end: "reset" }];
export const stall = (at: ScriptStep["at"]): ServerScript => [{ at, end: "stall" }];

/** Responds, by default to the whole request, and keeps the connection for the next. */
export const respond = (response: ResponseBytes, at: ScriptStep["at"] = all): ServerScript => [
  { at, response },
];

/** Responds, and then ends the connection in one way or another. */
export const respondAndEnd = (
  end: ScriptStep["end"],
  response: ResponseBytes,
  at: ScriptStep["at"] = all,
): ServerScript => [{ at, response, ...(end && { end }) }];
