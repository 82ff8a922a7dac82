/** What the exit codes mean, where they are not those of a command. */
export const exitCode = {
  done: 0,
  failed: 1,
  usage: 2,
} as const;
