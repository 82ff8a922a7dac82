import { randomUUID } from "node:crypto";
import { queuedAnswer } from "./answers/queued-answer.ts";
import type { Control } from "./control/control.ts";
import type { Answer, AnswerOptions, QueuedAnswer, RecordedRequest, Session } from "./mock.ts";

export const usualTimeoutMs = 5_000;

/**
 * Makes the session of a key over a mock's control.
 *
 * @throws {TypeError} for a key that no call could come with
 */
export function createSession(url: string, control: Control, apiKey = `session-${randomUUID()}`): Session {
  // Anything else is no header value, or another one by the time that it arrives.
  if (typeof apiKey !== "string" || !/^[!-~]+( +[!-~]+)*$/.test(apiKey))
    throw new TypeError("a session's key must be of visible ASCII characters");
  return {
    url,
    // Whoever prints a session must not print its key.
    get apiKey() {
      return apiKey;
    },
    async next(...given: [Answer, AnswerOptions] | Answer[]) {
      await control.queue(apiKey, answersIn(given));
    },
    async requests() {
      return (await control.requests(apiKey)).requests;
    },
    async waitFor(wanted, { timeout = usualTimeoutMs } = {}) {
      return typeof wanted === "number"
        ? await waitForCount(control, apiKey, wanted, timeout)
        : await waitForMeant(control, apiKey, wanted, timeout);
    },
    unused: () => control.unused(apiKey),
    reset: () => control.reset(apiKey),
  };
}

function answersIn(given: readonly (Answer | AnswerOptions)[]): QueuedAnswer[] {
  const [first, options] = given;
  if (given.length === 2 && typeof options === "object" && ("match" in options || "times" in options))
    return [queuedAnswer(first as Answer, options)];
  return given.map((answer) => queuedAnswer(answer as Answer));
}

async function waitForCount(control: Control, apiKey: string, count: number, timeout: number) {
  const came = await control.requests(apiKey, { count, timeout });
  if (came.count >= count) return came.requests;
  throw timeoutError(`${count} requests were expected within ${timeout} ms, but ${came.count} came`);
}

async function waitForMeant(
  control: Control,
  apiKey: string,
  isMeant: (request: RecordedRequest) => boolean,
  timeout: number,
) {
  const end = performance.now() + timeout;
  for (let seen = 0; ; ) {
    const left = Math.ceil(end - performance.now());
    const came = await control.requests(apiKey, { count: seen + 1, timeout: Math.max(0, left) });
    const meant = came.requests.filter(isMeant);
    if (meant.length > 0) return meant;
    if (left <= 0)
      throw timeoutError(`no request of ${came.count} was the one expected within ${timeout} ms`);
    seen = came.count;
  }
}

function timeoutError(message: string): Error {
  const error = new Error(message);
  error.name = "TimeoutError";
  return error;
}
