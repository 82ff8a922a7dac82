import type { AnswerQueues } from "../answers/answer-queues.ts";
import type { Journal } from "../journal.ts";
import type { Control } from "./control.ts";

/** The control of a mock in this process. */
export function localControl(journal: Journal, answers: AnswerQueues): Control {
  return {
    async queue(apiKey, queued) {
      answers.add(apiKey, queued);
    },
    async unused(apiKey) {
      return answers.unused(apiKey);
    },
    async requests(apiKey, wait) {
      if (wait) {
        await journal.arrival(wait.count, apiKey, wait.timeout);
        if (journal.isClosed && journal.count(apiKey) < wait.count) throw new Error("the mock was closed");
      }
      return { count: journal.count(apiKey), requests: journal.requests(apiKey) };
    },
    async reset(apiKey) {
      journal.reset(apiKey);
      return answers.clear(apiKey);
    },
  };
}
