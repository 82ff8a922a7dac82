import type { MockOptions } from "./mock.ts";

/** What the log says of one response. Nothing of what a request holds has a place here. */
export interface LogEntry {
  method?: string | undefined;
  operation?: string | undefined;
  /** Absent when a fault withheld the response. */
  status?: number | undefined;
  response: string;
  ms: number;
  /** Why the request could not succeed: places and rules, and how to get on. */
  hint?: string | undefined;
}

export interface Log {
  listening(url: string): void;
  answered(entry: LogEntry): void;
  /** Writes what is left. */
  flush(): void;
}

type Format = Exclude<MockOptions["log"], "off" | undefined>;
const silent: Log = { listening() {}, answered() {}, flush() {} };

/**
 * A log in one of its formats. Lines that fall into one turn of the event loop are written
 * together, because a write for each would cost more than the answer.
 */
export function createLog(
  format: MockOptions["log"] = "off",
  stream: NodeJS.WritableStream = process.stdout,
): Log {
  if (format === "off") return silent;
  const { listening, answered } = formats[format];
  let pending = "";
  const flush = () => {
    if (pending) stream.write(pending);
    pending = "";
  };
  const write = (line: string) => {
    if (!pending) setImmediate(flush);
    pending += `${line}\n`;
  };
  return { listening: (url) => write(listening(url)), answered: (entry) => write(answered(entry)), flush };
}

const formats: Record<Format, { listening(url: string): string; answered(entry: LogEntry): string }> = {
  json: {
    listening: (url) => JSON.stringify({ event: "listening", url }),
    answered: ({ method, operation, status, response, ms, hint }) =>
      JSON.stringify({ event: "answered", method, operation, status, response, ms: rounded(ms), hint }),
  },
  pretty: {
    listening: (url) => `The mock answers at ${url}`,
    answered: ({ method = "-", operation = "-", status = "---", response, ms, hint }) =>
      `${status} ${response.padEnd(32)} ${method} ${operation}  ${rounded(ms)} ms${hint ? `\n    ${hint}` : ""}`,
  },
};

const rounded = (ms: number) => Math.round(ms * 100) / 100;
