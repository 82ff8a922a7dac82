import type { Contract } from "@case-comments/contract";
import { createContractServer, type Exchange, type Timeouts } from "@case-comments/contract-server";
import { callHandler, type Intercept } from "./call-handler.ts";
import type { PrismOperation } from "./engine/prism-engine.ts";
import { createResponseCache } from "./engine/response-cache.ts";
import { orderedFault } from "./prefer.ts";
import { envelope } from "./undocumented-responses.ts";

/** What a mock is made of. */
export interface MockSettings {
  contract: Contract;
  /** The contract's operations, as Prism reads them. */
  operations: readonly PrismOperation[];
  /** How long each response of the API waits, in milliseconds. */
  delay?: number | undefined;
  timeouts?: Timeouts | undefined;
  intercept?: Intercept | undefined;
  /** Told of each exchange, before its response is sent. */
  onExchange?: ((exchange: Exchange) => void) | undefined;
}

/** Makes a mock of any contract. It doesn't listen yet. */
export function createMock({
  contract,
  operations,
  delay = 0,
  timeouts,
  intercept,
  onExchange,
}: MockSettings) {
  const responses = createResponseCache(operations);
  return createContractServer({
    contract,
    envelope,
    cors: true,
    hintHeader: "case-comments-mock-hint",
    timeouts,
    faultOf: orderedFault,
    handle: callHandler({ contract, responses, delay, intercept }),
    onExchange,
  });
}
