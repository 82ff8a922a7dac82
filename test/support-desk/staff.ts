import { randomUUID } from "node:crypto";
import type { Entry, FileFacts, SendRequest } from "../../apps/support-desk/src/wire.ts";

/** The case of every world in the sandbox. */
export const aCase = "7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11";

/** Another case there, whose every call is answered with a 503 after its comment is kept. */
export const otherCase = "00000000-0000-4000-8000-0000001f0503";

/** Somebody at the desk, who does over HTTP what the page does. */
export class Staff {
  readonly #desk: { readonly url: string };
  readonly #email: string;
  /** What a browser of theirs would send. */
  cookie = "";

  constructor(desk: { readonly url: string }, email = "rosa.delgado@clinic.example") {
    this.#desk = desk;
    this.#email = email;
  }

  async signIn(): Promise<this> {
    const { status, headers } = await this.ask("POST", "/session", JSON.stringify({ email: this.#email }));
    if (status !== 204) throw new Error(`Signing in gave ${status}`);
    this.cookie = headers.getSetCookie()[0]?.split(";")[0] ?? "";
    return this;
  }

  /** A request of the page's. */
  ask(
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    signal?: AbortSignal,
  ): Promise<Response> {
    return fetch(this.#desk.url + path, {
      method,
      headers: { origin: this.#desk.url, cookie: this.cookie },
      ...(body !== undefined && { body }),
      ...(signal && { signal }),
    });
  }

  upload(draft: string, n: number, bytes: Uint8Array<ArrayBuffer>): Promise<Response> {
    return this.ask("PUT", `/drafts/${draft}/files/${n}`, bytes);
  }

  send(draft: string, request: Partial<SendRequest> = {}): Promise<Response> {
    const author = { email: this.#email, firstName: "", lastName: "" };
    return this.ask("POST", `/drafts/${draft}/send`, JSON.stringify(draftOf({ author, ...request })));
  }

  /** What a page is shown first. */
  thread(caseId = aCase): Promise<Entry[]> {
    return this.see(caseId, (thread) => thread);
  }

  /** Sends a comment, and waits for its ending. */
  async sendToEnd(request: Partial<SendRequest> = {}, draft = randomUUID()): Promise<Entry> {
    const { status } = await this.send(draft, request);
    if (status !== 202) throw new Error(`Sending gave ${status}`);
    return this.ending(draft, request.caseId);
  }

  /** Waits for what becomes of a comment. */
  async ending(draft: string, caseId = aCase): Promise<Entry> {
    return this.see(caseId, (thread) =>
      thread.find(({ id, state }) => id === draft && state !== "accepted" && state !== "calling"),
    );
  }

  /** Waits until the thread that is streamed shows something. */
  async see<Seen>(caseId: string, wanted: (thread: Entry[]) => Seen | undefined): Promise<Seen> {
    const stop = new AbortController();
    const stream = await this.ask("GET", `/cases/${caseId}/stream`, undefined, stop.signal);
    const decoder = new TextDecoder();
    let text = "";
    try {
      for await (const chunk of stream.body as unknown as AsyncIterable<Uint8Array>) {
        text += decoder.decode(chunk, { stream: true });
        const [whole = "", rest = ""] = splitAtLast(text, "\n\n");
        text = rest;
        for (const [, data = ""] of whole.matchAll(/^data: (.*)$/gm)) {
          const seen = wanted(JSON.parse(data) as Entry[]);
          if (seen !== undefined) return seen;
        }
      }
    } finally {
      stop.abort();
    }
    throw new Error("The stream ended");
  }
}

/** A whole request, of which only what matters needs to be said. */
export function draftOf(request: Partial<SendRequest>): SendRequest {
  return {
    caseId: aCase,
    author: { email: "rosa.delgado@clinic.example", firstName: "Rosa", lastName: "Delgado" },
    text: "The lab called.",
    isRestricted: true,
    taggedUsers: [],
    files: [],
    ...request,
  };
}

/** A file of a draft. */
export function fileOf(n: number, size: number, facts: Partial<FileFacts> = {}): FileFacts {
  return { n, fileName: `scan-${n}.png`, size, isPHI: true, isRestricted: true, ...facts };
}

function splitAtLast(text: string, mark: string): string[] {
  const at = text.lastIndexOf(mark);
  return at < 0 ? ["", text] : [text.slice(0, at), text.slice(at + mark.length)];
}
