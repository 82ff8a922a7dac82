import type { QueuedAnswer, RecordedRequest } from "../mock.ts";

/** What tests do to a mock, whether it runs in their process or in another. */
export interface Control {
  /** Says what the next calls with a key get. */
  queue(apiKey: string, answers: readonly QueuedAnswer[]): Promise<void>;
  /** The answers that no call with a key has got yet. */
  unused(apiKey: string): Promise<QueuedAnswer[]>;
  /** The requests that came with a key since its last reset, or all; once there are so many, or the time is over. */
  requests(apiKey: string | undefined, wait?: Wait): Promise<JournalReading>;
  /** Begins the session of a key anew, and gives the answers that no call has got. */
  reset(apiKey: string): Promise<QueuedAnswer[]>;
}

/** What to wait for, and how long, in milliseconds. */
export interface Wait {
  count: number;
  timeout: number;
}

/** What has come, and what of it is kept. */
export interface JournalReading {
  count: number;
  requests: readonly RecordedRequest[];
}
