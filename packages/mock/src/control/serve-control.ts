import {
  createContractServer,
  jsonResponse,
  type PreparedResponse,
  type ReceivedCall,
  type Reply,
} from "@case-comments/contract-server";
import type { AnswerQueues } from "../answers/answer-queues.ts";
import { problemOf } from "../answers/queued-answer.ts";
import { keyOf } from "../api-key.ts";
import { violationText } from "../hint.ts";
import type { Journal } from "../journal.ts";
import type { QueuedAnswer } from "../mock.ts";
import { controlContract } from "./control-contract.ts";
import { tokenCheck, tokenHeader } from "./control-token.ts";
import { hostCheck } from "./host-check.ts";
import { requestsText } from "./requests-text.ts";

/** What a control listener steers. */
export interface ControlledMock {
  journal: Journal;
  answers: AnswerQueues;
  /** The address of the mock. */
  url: string;
}

export interface ControlListenerOptions {
  host: string;
  port: number;
  token: string;
}

const usualTimeoutMs = 5_000;
const graceMs = 1_000;

/**
 * Listens for those who steer a mock from outside.
 *
 * @throws the error of `listen`, such as one with the code EADDRINUSE when the port is taken
 *
 * @example
 * const { url, close } = await serveControl(mock, { host: "127.0.0.1", port: 0, token });
 */
export async function serveControl(
  { journal, answers, url }: ControlledMock,
  { host, port, token }: ControlListenerOptions,
): Promise<{ url: string; close(): Promise<void> }> {
  const isToken = tokenCheck(token);
  const isHost = hostCheck(host);

  const operations: Record<string, (call: ReceivedCall, apiKey: string) => Reply | Promise<Reply>> = {
    queueAnswers({ body }, apiKey) {
      const { answers: ordered } = (body as { json: { answers: QueuedAnswer[] } }).json;
      for (const [at, answer] of ordered.entries()) {
        const problem = problemOf(answer);
        if (!problem) continue;
        const hint = `${problem.text} at body /answers/${at}/${problem.place}`;
        return { response: failure("queueAnswers", "invalidOrder"), hint };
      }
      if (!answers.hasRoomFor(ordered.length)) return { response: failure("queueAnswers", "tooManyAnswers") };
      answers.add(apiKey, ordered);
      return unusedAnswers(answers.unused(apiKey));
    },
    listAnswers: (_, apiKey) => unusedAnswers(answers.unused(apiKey)),
    resetSession(_, apiKey) {
      journal.reset(apiKey);
      return unusedAnswers(answers.clear(apiKey));
    },
    async listRequests(call) {
      const apiKey = keyOf(call) || undefined;
      const count = Number(call.query.get("count") ?? 0);
      await journal.arrival(count, apiKey, Number(call.query.get("timeout") ?? usualTimeoutMs));
      return { response: requestsHead, pieces: requestsText(journal.page(apiKey)) };
    },
    readMock: () => ({ response: jsonResponse(200, "mock", { url }) }),
  };

  const server = createContractServer({
    contract: controlContract,
    envelope: (status, error) => ({ status, success: false, error }),
    hintHeader: "case-comments-mock-hint",
    refuse(headers) {
      if (!isHost(headers.host)) return wrongHost;
      return isToken(headers[tokenHeader]) ? undefined : failure("readMock", "unknownToken");
    },
    handle(call) {
      const { operation, expected } = call;
      const respond = operations[operation];
      if (!respond) throw new RangeError("the control has no such operation");
      if (!expected) return respond(call, keyOf(call) ?? "");
      const hint = expected.violations.map(violationText).join(", ");
      return { response: failure(operation, expected.response.name), hint };
    },
  });
  const { url: controlUrl } = await server.listen(port, host);
  return { url: controlUrl, close: () => server.close(graceMs) };
}

const requestsHead: PreparedResponse = {
  status: 200,
  name: "requests",
  headers: { "content-type": "application/json" },
  content: "",
};

const wrongHost = jsonResponse(421, "wrongHost", {
  status: 421,
  success: false,
  error: "The Host header must name this machine",
});

const unusedAnswers = (unused: readonly QueuedAnswer[]): Reply => ({
  response: jsonResponse(200, "answers", { answers: unused }),
});

/** A failure as the contract has it. */
function failure(operation: string, name: string): PreparedResponse {
  const { responseExamples } = controlContract.operation(operation);
  const example = responseExamples.find((each) => each.name === name);
  if (!example) throw new RangeError("the contract has no such failure");
  return jsonResponse(example.status, name, example.body);
}
