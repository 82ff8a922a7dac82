/** What the exit codes mean, where they are not those of a command. */
export const exitCode = {
  stopped: 0,
  couldNotStart: 1,
  usage: 2,
  findings: 3,
  cannotJudge: 4,
  /** As EX_IOERR in BSD's sysexits: a line of the record was lost. */
  recordFailed: 74,
  noSuchCommand: 127,
} as const;
