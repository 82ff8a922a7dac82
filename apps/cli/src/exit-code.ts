/** What the exit code tells a script. They are fixed: scripts depend on them. */
export const exitCode = {
  /** The comment exists. */
  created: 0,
  /** The server refused it; it does not exist. */
  rejected: 1,
  /** The command line was wrong; nothing was sent. */
  usage: 2,
  /** Nothing that a server could have taken was sent; running the command again is safe. */
  notSent: 3,
  /** The comment may exist; look before you send it again. */
  unknown: 4,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
