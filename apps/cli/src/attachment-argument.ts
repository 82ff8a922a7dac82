import type { AttachmentOptions } from "@case-comments/client";

/** A file to attach, and what the caller states of it: all that the contract has a field for. */
export interface AttachmentArgument extends Required<Omit<AttachmentOptions, "fileName">> {
  file: string;
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
