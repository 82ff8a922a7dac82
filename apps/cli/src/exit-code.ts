/**
 * What the exit code tells a script. They are fixed: scripts depend on them. Any other code means
 * unknown, too: Node ends with 1, 7, 9 or 13, a shell with 126 and more, `timeout` with 124.
 */
export const exitCode = {
  /** The comment exists. */
  created: 0,
  /** The command line, or what it names, was wrong; nothing was sent, and nothing would be another time. */
  usage: 2,
  /** The server refused it; it does not exist. */
  rejected: 65,
  /** Nothing that a server could have taken was sent; running the command again is safe. */
  notSent: 75,
  /** The comment may exist; look before you send it again. */
  unknown: 76,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
