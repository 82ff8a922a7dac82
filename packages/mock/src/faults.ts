import { failure } from "./http/built-in-responses.ts";
import type { PreparedResponse } from "./http/prepared-response.ts";

/** Something that can be made to go wrong. */
interface FaultFacts {
  /** An id that orders it wherever a path takes one, for clients that can't add a header. */
  readonly id: string;
  /** What a client sees, in words. */
  readonly effect: string;
}

/** What can be made to go wrong, by name. The ids are `f`, then the status, or a number for what has none. */
export const faults = {
  reset: {
    id: "00000000-0000-4000-8000-0000000f0001",
    effect: "the connection is reset before the body is read",
  },
  "reset-after": {
    id: "00000000-0000-4000-8000-0000000f0002",
    effect: "the body is read, then the connection is reset",
  },
  stall: {
    id: "00000000-0000-4000-8000-0000000f0003",
    effect: "the body is read, and no answer ever comes",
  },
  truncated: { id: "00000000-0000-4000-8000-0000000f0004", effect: "the answer ends in its middle" },
  "200-html": {
    id: "00000000-0000-4000-8000-0000000f0200",
    effect: "200 with a page of HTML",
  },
  redirect: {
    id: "00000000-0000-4000-8000-0000000f0307",
    effect: "307 to `/redirected`, where nothing is",
  },
  "429": { id: "00000000-0000-4000-8000-0000000f0429", effect: "429 with `Retry-After: 1`" },
  "500": { id: "00000000-0000-4000-8000-0000000f0500", effect: "500" },
  "502-html": {
    id: "00000000-0000-4000-8000-0000000f0502",
    effect: "502 with a page of HTML",
  },
  "503": { id: "00000000-0000-4000-8000-0000000f0503", effect: "503 with `Retry-After: 1`" },
} as const satisfies Record<string, FaultFacts>;

export type Fault = keyof typeof faults;

/** Whether a text names a fault. */
export function isFault(text: string): text is Fault {
  return Object.hasOwn(faults, text);
}

/** A page as a gateway puts it in place of the API's response. */
const page = (name: string, status: number, title: string): PreparedResponse => {
  const content = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  const headers = { "content-type": "text/html; charset=utf-8", "content-length": String(content.length) };
  return { status, name, headers, content };
};

/** Faults that come as an ordinary response. @internal */
export const faultResponses: Partial<Record<Fault, PreparedResponse>> = {
  "200-html": page("200-html", 200, "Sign in"),
  "502-html": page("502-html", 502, "Bad Gateway"),
  redirect: failure("redirect", 307, "Temporary redirect", { location: "/redirected" }),
  "429": failure("429", 429, "Too many requests", { "retry-after": "1" }),
  "500": failure("500", 500, "Internal server error"),
  "503": failure("503", 503, "Service unavailable", { "retry-after": "1" }),
};

const byId = new Map<string, Fault>(Object.entries(faults).map(([name, { id }]) => [id, name as Fault]));

/** The fault that an id in a path is set aside for. */
export function faultOfPath(path: Readonly<Record<string, string>>): Fault | undefined {
  for (const name in path) {
    const fault = byId.get(path[name]?.toLowerCase() ?? "");
    if (fault) return fault;
  }
  return undefined;
}
