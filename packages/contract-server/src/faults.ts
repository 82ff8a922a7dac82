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
  slow: {
    id: "00000000-0000-4000-8000-0000000f0005",
    effect: "the answer's body comes one byte at a time, ten in a second",
  },
  "200-html": {
    id: "00000000-0000-4000-8000-0000000f0200",
    effect: "200 with a page of HTML",
  },
  redirect: {
    id: "00000000-0000-4000-8000-0000000f0307",
    effect: "307 to `/redirected`, where nothing is",
  },
  "early-413": {
    id: "00000000-0000-4000-8000-0000000f0413",
    effect: "413 with a page of HTML before the body is read, and the connection ends",
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

/** Whether a fault happens before the body is read, so that nothing in the body can order it. */
export function isBeforeBody(fault: Fault): boolean {
  return fault === "reset" || fault === "early-413";
}

function contentOf(
  name: string,
  status: number,
  type: string,
  content: string,
  headers = {},
): PreparedResponse {
  const fields = {
    "content-type": `${type}; charset=utf-8`,
    ...headers,
    "content-length": String(content.length),
  };
  return { status, name, headers: fields, content };
}

/** A page as a gateway puts it in place of the API's response. */
function page(name: string, status: number, title: string): PreparedResponse {
  const content = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return contentOf(name, status, "text/html", content);
}

// Nobody knows how the vendor's own would look, so none of these looks like the contract's.
const ownResponses: Partial<Record<Fault, PreparedResponse>> = {
  "200-html": page("200-html", 200, "Sign in"),
  redirect: contentOf("redirect", 307, "text/plain", "Temporary Redirect\n", { location: "/redirected" }),
  "early-413": page("early-413", 413, "413 Request Entity Too Large"),
  "429": contentOf("429", 429, "text/plain", "Too Many Requests\n", { "retry-after": "1" }),
  "500": contentOf("500", 500, "text/plain", "Internal Server Error\n"),
  "502-html": page("502-html", 502, "502 Bad Gateway"),
  "503": contentOf("503", 503, "text/plain", "Service Unavailable\n", { "retry-after": "1" }),
};

/**
 * The response that goes out with a fault, wholly or in part; `undefined` if none does.
 *
 * @param usual what would be sent without the fault
 */
export function faultResponse(fault: Fault, usual: PreparedResponse): PreparedResponse | undefined {
  if (fault === "truncated" || fault === "slow") return usual;
  return ownResponses[fault];
}

const byId = new Map<string, Fault>(Object.entries(faults).map(([name, { id }]) => [id, name as Fault]));

/** The fault that an id in a path is set aside for. */
export function faultOfPath(path: Readonly<Record<string, string>>): Fault | undefined {
  for (const name in path) {
    const fault = byId.get(path[name]?.toLowerCase() ?? "");
    if (fault) return fault;
  }
  return undefined;
}
