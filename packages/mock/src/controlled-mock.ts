import { contract } from "@case-comments/contract";
import { answerKinds } from "./answers/answer-kinds.ts";
import { AnswerQueues } from "./answers/answer-queues.ts";
import { type CaseCommentsMockSettings, caseCommentsMock } from "./case-comments-mock.ts";
import { localControl } from "./control/local-control.ts";
import { Journal } from "./journal.ts";

/** Makes a mock of the Case Comments contract with what tests need to tell it what to answer, and to read what came. */
export function controlledMock({ onExchange, ...settings }: Omit<CaseCommentsMockSettings, "answers">) {
  const journal = new Journal();
  const answers = new AnswerQueues(answerKinds(contract));
  const mock = caseCommentsMock({
    ...settings,
    answers,
    onExchange(exchange) {
      journal.add(exchange);
      onExchange?.(exchange);
    },
  });
  return {
    journal,
    answers,
    control: localControl(journal, answers),
    listen: mock.listen,
    close(graceMs: number): Promise<void> {
      journal.close();
      return mock.close(graceMs);
    },
  };
}
