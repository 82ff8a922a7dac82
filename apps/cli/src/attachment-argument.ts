/** A file to attach, and what the caller states of it. */
export interface AttachmentArgument {
  file: string;
  isPHI: boolean;
  isRestricted: boolean;
}

/**
 * Reads `FILE:PHI:WHO`. The two statements stand at the end, so the file's path may hold colons.
 * Gives `undefined` if one of them is missing: what a file is, is never guessed.
 *
 * @example
 * attachmentArgument("scan.pdf:phi:restricted") // { file: "scan.pdf", isPHI: true, isRestricted: true }
 */
export function attachmentArgument(text: string): AttachmentArgument | undefined {
  const match = /^(.+):(phi|no-phi):(restricted|visible)$/s.exec(text);
  if (!match?.[1]) return undefined;
  return { file: match[1], isPHI: match[2] === "phi", isRestricted: match[3] === "restricted" };
}
