import type { Contract } from "@case-comments/contract";
import {
  createContractServer,
  type Exchange,
  type Timeouts,
  type TlsIdentity,
} from "@case-comments/contract-server";
import type { AnswerQueues } from "./answers/answer-queues.ts";
import { callHandler, type Intercept } from "./call-handler.ts";
import type { PrismOperation } from "./engine/prism-engine.ts";
import { createResponseCache } from "./engine/response-cache.ts";
import { ownValues } from "./own-values/own-values.ts";
import { orderedFault, ordersItself } from "./prefer.ts";
import { envelope } from "./undocumented-responses.ts";

/** What a mock is made of. */
export interface MockSettings {
  contract: Contract;
  /** The contract's operations, as Prism reads them. */
  operations: readonly PrismOperation[];
  /** How long each response of the API waits, in milliseconds. */
  delay?: number | undefined;
  /** Makes the ids and times of successes the same in each run. */
  seed?: string | undefined;
  /** What tests have ordered for the calls to come. */
  answers?: AnswerQueues | undefined;
  timeouts?: Timeouts | undefined;
  /** Makes it speak HTTPS. */
  tls?: TlsIdentity | undefined;
  intercept?: Intercept | undefined;
  /** Told of each exchange, before its response is sent. */
  onExchange?: ((exchange: Exchange) => void) | undefined;
}

/** Makes a mock of any contract. It doesn't listen yet. */
export function createMock({
  contract,
  operations,
  delay = 0,
  seed,
  answers,
  timeouts,
  tls,
  intercept,
  onExchange,
}: MockSettings) {
  const responses = createResponseCache(operations);
  const withOwnValues = ownValues(contract, seed);
  return createContractServer({
    contract,
    envelope,
    cors: true,
    hintHeader: "case-comments-mock-hint",
    timeouts,
    tls,
    faultOf: (head) => (ordersItself(head) ? orderedFault(head) : answers?.takeFaultBeforeBody(head)),
    handle: callHandler({ contract, responses, withOwnValues, answers, delay, intercept }),
    onExchange,
  });
}
