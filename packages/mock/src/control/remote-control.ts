import type { QueuedAnswer } from "../mock.ts";
import type { Control, JournalReading } from "./control.ts";
import { tokenHeader } from "./control-token.ts";

/** Where a mock in another process is steered. */
export interface ControlAddress {
  url: string;
  token: string;
}

// What the control takes at a time.
const longestWaitMs = 60_000;

/** The control of a mock in another process, and the address of that mock. */
export interface RemoteControl extends Control {
  mockUrl(): Promise<string>;
}

/**
 * Steers a mock through its control listener.
 *
 * @example
 * const control = remoteControl({ url: "http://127.0.0.1:4011", token });
 */
export function remoteControl({ url, token }: ControlAddress): RemoteControl {
  async function ask<T>(path: string, apiKey?: string, init: RequestInit = {}): Promise<T> {
    const headers = {
      [tokenHeader]: token,
      ...(apiKey === undefined ? {} : { "cv-api-key": apiKey }),
      ...init.headers,
    };
    const response = await fetch(url + path, { ...init, headers, redirect: "error" }).catch(() => undefined);
    if (!response) throw new Error("the mock's control can't be reached");
    if (!response.ok) throw new Error(await complaintOf(response));
    return (await response.json()) as T;
  }
  const answersOf = async (reply: Promise<{ answers: QueuedAnswer[] }>) => (await reply).answers;

  return {
    async queue(apiKey, answers) {
      const headers = { "content-type": "application/json" };
      await ask("/answers", apiKey, { method: "POST", headers, body: JSON.stringify({ answers }) });
    },
    unused: (apiKey) => answersOf(ask("/answers", apiKey)),
    async requests(apiKey, wait = { count: 0, timeout: 0 }) {
      const end = performance.now() + wait.timeout;
      for (;;) {
        const left = Math.max(0, Math.ceil(end - performance.now()));
        const timeout = Math.min(left, longestWaitMs);
        const path = `/requests?count=${wait.count}&timeout=${timeout}`;
        const reading = await ask<JournalReading>(path, apiKey);
        if (reading.count >= wait.count || left <= longestWaitMs) return reading;
      }
    },
    reset: (apiKey) => answersOf(ask("/reset", apiKey, { method: "POST" })),
    mockUrl: async () => (await ask<{ url: string }>("/mock")).url,
  };
}

/** What the control says is wrong; it never repeats what was sent. */
async function complaintOf(response: Response): Promise<string> {
  const body = (await response.json().catch(() => undefined)) as { error?: unknown } | undefined;
  const hint = response.headers.get("case-comments-mock-hint");
  const error = typeof body?.error === "string" ? body.error : `status ${response.status}`;
  return `the mock's control refuses: ${error}${hint ? ` (${hint})` : ""}`;
}
