import { contract } from "@case-comments/contract";
import { createMock } from "./create-mock.ts";
import operations from "./engine/operations.gen.json" with { type: "json" };
import type { PrismOperation } from "./engine/prism-engine.ts";
import type { Log } from "./log.ts";
import type { RecordedRequest } from "./mock.ts";
import { requestRecord } from "./request-record.ts";

/** What a mock of the Case Comments contract tells, and how long it waits. */
export interface CaseCommentsMockSettings {
  delay?: number | undefined;
  log: Log;
  /** @param length that of the request's body, in bytes */
  onRequest?: ((request: RecordedRequest, length: number) => void) | undefined;
}

/** Makes a mock of the Case Comments contract that tells its log what it answers. */
export function caseCommentsMock({ delay, log, onRequest }: CaseCommentsMockSettings) {
  return createMock({
    contract,
    operations: operations as unknown as PrismOperation[],
    delay,
    onExchange(exchange) {
      const { method, call, status, response, ms, hint } = exchange;
      log.answered({ method, operation: call?.operation, status, response, ms, hint });
      if (onRequest) onRequest(requestRecord(exchange), exchange.length);
    },
  });
}
