/** How many bytes of a request must have come in, from the lengths of its head and its body. */
export type Position = (head: number, body: number) => number;

/** Bytes to write as they are; some depend on the address of the other server. */
export type Answer = string | ((elsewhere: string) => string);

/** Something that a server does once so much of a request has come in. */
export interface Step {
  /** `connect` needs no byte: it is done when the connection, or the turn of the request, begins. */
  readonly at: "connect" | Position;
  readonly answer?: Answer;
  /** Otherwise the server reads on. `stall`: it does nothing more, not even read. */
  readonly end?: "close" | "reset" | "stall";
}

/** What a server does with one request. */
export type Behaviour = readonly Step[];

export const head: Position = (head) => head;
export const firstByte: Position = (head) => head + 1;
export const half: Position = (head, body) => head + Math.floor(body / 2);
export const allButOne: Position = (head, body) => head + body - 1;
export const all: Position = (head, body) => head + body;

export const close = (at: Step["at"]): Behaviour => [{ at, end: "close" }];
export const reset = (at: Step["at"]): Behaviour => [{ at, end: "reset" }];
export const stall = (at: Step["at"]): Behaviour => [{ at, end: "stall" }];

/** Answers, by default after the whole request, and keeps the connection for the next. */
export const reply = (answer: Answer, at: Step["at"] = all): Behaviour => [{ at, answer }];

/** Answers, and then ends the connection in one way or another. */
export const replyAndEnd = (end: Step["end"], answer: Answer, at: Step["at"] = all): Behaviour => [
  { at, answer, ...(end && { end }) },
];
