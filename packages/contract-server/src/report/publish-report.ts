import { appendFile, open, writeFile } from "node:fs/promises";
import type { CheckReport } from "./check-report.ts";
import { junitReport } from "./junit.ts";
import { markdownReport } from "./markdown.ts";
import { textReport } from "./text.ts";

/** What the exit code of a check means. */
export const checkExitCode = {
  nothingFound: 0,
  /** It could not start, or the report could not be written. */
  failed: 1,
  usage: 2,
  findings: 3,
  cannotJudge: 4,
} as const;

export interface PublishOptions {
  /** What is printed as JSON, in place of the text. */
  json?: object | undefined;
  /** The file to which the report is written as JUnit XML. */
  junit?: string | undefined;
  /** Told why the report can't be written. */
  tell(problem: string): void;
}

/** Whether the report can be written, before the work of minutes is done for it. It is told why not. */
export function canBePublished({ junit, tell }: PublishOptions): Promise<boolean> {
  return attempted(tell, async () => {
    if (junit !== undefined) await (await open(junit, "a")).close();
  });
}

/**
 * Prints a report, writes it where it is wanted, adds it to the file that `GITHUB_STEP_SUMMARY` names, and
 * gives the exit code.
 */
export async function publishReport(
  report: CheckReport,
  { json, junit, tell }: PublishOptions,
): Promise<number> {
  await print(json ? `${JSON.stringify(json, undefined, 2)}\n` : textReport(report));
  const { GITHUB_STEP_SUMMARY: summary } = process.env;
  const writings = await Promise.all([
    attempted(tell, async () => junit !== undefined && writeFile(junit, junitReport(report))),
    attempted(tell, async () => summary && appendFile(summary, markdownReport(report))),
  ]);
  if (report.findings.length > 0) return checkExitCode.findings;
  return writings.every(Boolean) ? checkExitCode.nothingFound : checkExitCode.failed;
}

async function attempted(tell: PublishOptions["tell"], write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    tell(`The report can't be written (${(error as NodeJS.ErrnoException).code ?? "unknown"}).`);
    return false;
  }
}

/** Prints to a reader who may be slow: whoever ends this process would cut off what is left. */
export function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}
