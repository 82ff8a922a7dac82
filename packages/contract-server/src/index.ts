/**
 * Serves a contract's operations over HTTP: reads requests within limits, refuses what is broken,
 * checks the rest against the contract, and leaves the answer to a handler. The mock and the sandbox
 * are built on it.
 */
export { builtInResponses, type Envelope } from "./built-in-responses.ts";
export type { CallHead, Exchange, ReceivedCall, Reply } from "./call.ts";
export {
  type ContractServer,
  type ContractServerSettings,
  createContractServer,
  type Timeouts,
  usualTimeouts,
} from "./contract-server.ts";
export { type Fault, faultOfPath, faults, isBeforeBody, isFault } from "./faults.ts";
export { freeAnswerBytes } from "./http/answer-memory.ts";
export { preferencesIn } from "./http/prefer-header.ts";
export { jsonResponse, type PreparedResponse } from "./http/prepared-response.ts";
export type { TlsIdentity } from "./http/speak-tls.ts";
export { interruptible } from "./interruptible.ts";
export { createLog, type Log, type LogFormat } from "./log.ts";
export { isText, type OptionCheck, optionsProblem, serverChecks, wholeNumber } from "./option-checks.ts";
export { endGroup, ownGroup } from "./process-group.ts";
export { exitCodeOf, runCommand } from "./run-command.ts";
