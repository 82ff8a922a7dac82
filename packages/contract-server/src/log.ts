import type { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

/** What the log says of one response. Nothing of what a request holds has a place here. */
export interface LogEntry {
  method?: string | undefined;
  operation?: string | undefined;
  /** The shape of a path that the contract doesn't have. */
  path?: string | undefined;
  /** Absent when a fault withheld the response. */
  status?: number | undefined;
  response: string;
  ms: number;
  /** Why the request could not succeed: places and rules, and how to get on. */
  hint?: string | undefined;
}

export interface Log {
  /** @param control where else it listens, for what steers it */
  listening(url: string, control?: string): void;
  answered(entry: LogEntry): void;
  /** Writes what is left; if nobody reads it, for no longer than a second. */
  end(): Promise<void>;
}

export type LogFormat = "pretty" | "json" | "off";

export interface LogOptions {
  format: LogFormat;
  /** What it is that answers, for people: `mock`. */
  name: string;
  stream?: Writable;
}

// A reader may fall behind so far; what comes then is dropped and counted.
const mostUnreadBytes = 1_000_000;
const endMs = 1_000;
/** Under load, how long lines are gathered, in milliseconds: each write wakes the reader, too. */
const gatherMs = 5;

const silent: Log = { listening() {}, answered() {}, end: () => Promise.resolve() };

/**
 * A log in one of its formats. A line is written in the turn of the event loop in which it falls, unless
 * others were written a few milliseconds before: then it waits for more, because a write for each would cost
 * more than the answer. Lines that nobody reads are dropped, so that they take no memory, and are told as a
 * number once somebody reads again.
 */
export function createLog({ format, name, stream = process.stdout }: LogOptions): Log {
  if (format === "off") return silent;
  const { listening, answered, dropped } = formats[format];
  let pending = "";
  let droppedLines = 0;
  let nextFlush = 0;

  const flush = () => {
    if (pending) stream.write(pending);
    pending = "";
    nextFlush = performance.now() + gatherMs;
  };
  const add = (line: string) => {
    if (!pending) {
      const wait = nextFlush - performance.now();
      if (wait > 0) setTimeout(flush, wait);
      else setImmediate(flush);
    }
    pending += `${line}\n`;
  };
  const tellDropped = () => {
    if (droppedLines > 0) add(dropped(droppedLines));
    droppedLines = 0;
  };

  return {
    listening: (url, control) => add(listening(url, name, control)),
    answered(entry) {
      if (stream.writableLength > mostUnreadBytes) {
        droppedLines += 1;
        return;
      }
      tellDropped();
      add(answered(entry));
    },
    async end() {
      tellDropped();
      flush();
      if (stream.writableLength === 0 || stream.destroyed) return;
      const written = new Promise<void>((resolve) => stream.write("", () => resolve()));
      const over = new AbortController();
      await Promise.race([written, sleep(endMs, undefined, { signal: over.signal }).catch(() => {})]);
      over.abort();
    },
  };
}

interface Lines {
  listening(url: string, name: string, control: string | undefined): string;
  answered(entry: LogEntry): string;
  dropped(count: number): string;
}

const formats: Record<Exclude<LogFormat, "off">, Lines> = {
  json: {
    listening: (url, _, control) => JSON.stringify({ event: "listening", url, control }),
    answered: ({ method, operation, path, status, response, ms, hint }) =>
      JSON.stringify({ event: "answered", method, operation, path, status, response, ms: rounded(ms), hint }),
    dropped: (count) => JSON.stringify({ event: "dropped", lines: count }),
  },
  pretty: {
    listening: (url, name, control) =>
      `The ${name} answers at ${url}${control === undefined ? "" : `, and is steered at ${control}`}`,
    answered: ({ method = "-", operation, path, status = "---", response, ms, hint }) =>
      `${status} ${response.padEnd(32)} ${method} ${operation ?? path ?? "-"}  ${rounded(ms)} ms${hint ? `\n    ${hint}` : ""}`,
    dropped: (count) => `(${count} lines were dropped, because nobody read them)`,
  },
};

const rounded = (ms: number) => Math.round(ms * 100) / 100;
