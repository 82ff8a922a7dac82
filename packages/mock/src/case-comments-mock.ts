import { contract } from "@case-comments/contract";
import type { Exchange, Log, TlsIdentity } from "@case-comments/contract-server";
import type { AnswerQueues } from "./answers/answer-queues.ts";
import type { Intercept } from "./call-handler.ts";
import { createMock } from "./create-mock.ts";
import operations from "./engine/operations.gen.json" with { type: "json" };
import type { PrismOperation } from "./engine/prism-engine.ts";

/** What a mock of the Case Comments contract tells, and how long it waits. */
export interface CaseCommentsMockSettings {
  delay?: number | undefined;
  seed?: string | undefined;
  tls?: TlsIdentity | undefined;
  answers?: AnswerQueues | undefined;
  intercept?: Intercept | undefined;
  log: Log;
  /** Told of each exchange, before its response is sent. */
  onExchange?: ((exchange: Exchange) => void) | undefined;
}

/** Makes a mock of the Case Comments contract that tells its log what it answers. */
export function caseCommentsMock({ log, onExchange, ...settings }: CaseCommentsMockSettings) {
  return createMock({
    contract,
    operations: operations as unknown as PrismOperation[],
    ...settings,
    onExchange(exchange) {
      onExchange?.(exchange);
      const { method, call, status, response, ms, hint, pathShape } = exchange;
      log.answered({ method, operation: call?.operation, path: pathShape, status, response, ms, hint });
    },
  });
}
