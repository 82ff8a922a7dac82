import { checkExitCode } from "@case-comments/contract-server/report";

/** What the exit codes mean, where they are not those of a command. */
export const exitCode = {
  stopped: 0,
  couldNotStart: checkExitCode.failed,
  usage: checkExitCode.usage,
  findings: checkExitCode.findings,
  cannotJudge: checkExitCode.cannotJudge,
  /** As EX_IOERR in BSD's sysexits: a line of the record was lost. */
  recordFailed: 74,
  noSuchCommand: 127,
} as const;
