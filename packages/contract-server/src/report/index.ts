/**
 * Reports of a check of somebody's program: as text, JUnit XML and Markdown, with the exit codes that all
 * of them have. The mock's rehearsals and the sandbox's check of a receiver are told by it.
 */
export type { CheckedCase, CheckReport, ReportedFinding } from "./check-report.ts";
export { junitReport } from "./junit.ts";
export { markdownReport } from "./markdown.ts";
export { canBePublished, checkExitCode, print, publishReport } from "./publish-report.ts";
export { textReport } from "./text.ts";
