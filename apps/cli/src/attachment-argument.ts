import type { AttachmentOptions } from "@case-comments/client";
import { UsageProblem } from "./usage-problem.ts";

/** A file to attach, and what the caller states of it: all that the contract has a field for. */
export interface AttachmentArgument extends Required<Omit<AttachmentOptions, "fileName">> {
  file: string;
  /** Where it was given, for messages: the name of a file can say who the patient is. */
  place: string;
}

/**
 * Reads `FILE:PHI:WHO`. The two statements stand at the end, so the file's path may hold colons.
 *
 * @throws {UsageProblem} if one of them is missing: what a file is, is never guessed
 *
 * @example
 * attachmentArgument("scan.pdf:phi:restricted", "--attach number 1")
 * // { file: "scan.pdf", isPHI: true, isRestricted: true, place: "--attach number 1" }
 */
export function attachmentArgument(text: string, place: string): AttachmentArgument {
  const match = /^(.+):(phi|no-phi):(restricted|visible)$/s.exec(text);
  if (!match?.[1])
    throw new UsageProblem(`${place} must end with :phi or :no-phi, and then :restricted or :visible`);
  return { file: match[1], isPHI: match[2] === "phi", isRestricted: match[3] === "restricted", place };
}

/**
 * Reads what the file of `--attach-list` holds: one `FILE:PHI:WHO` on each line. Lines that are empty
 * are skipped.
 *
 * @throws {UsageProblem} if a line is not of that form, or there is none: a comment would go without its files
 */
export function attachmentList(text: string): AttachmentArgument[] {
  const listed = text
    .split(/\r?\n/)
    .flatMap((line, index) =>
      line === "" ? [] : attachmentArgument(line, `line ${index + 1} of --attach-list`),
    );
  if (listed.length === 0) throw new UsageProblem("--attach-list lists no file");
  return listed;
}
