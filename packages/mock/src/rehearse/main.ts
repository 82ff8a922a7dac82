import { appendFile, writeFile } from "node:fs/promises";
import { constants } from "node:os";
import { exitCode } from "../exit-code.ts";
import { type RehearseOptions, rehearseCommandLine } from "./command-line.ts";
import { rehearseHelp } from "./help.ts";
import { type AnnouncedRun, type CannotJudge, rehearse } from "./rehearse.ts";
import { junitReport } from "./report/junit.ts";
import { markdownReport } from "./report/markdown.ts";
import { type Report, reportOf } from "./report/report.ts";
import { textReport } from "./report/text.ts";

/** Runs `case-comments-mock rehearse`, and gives the exit code. */
export async function rehearseMain(args: readonly string[]): Promise<number> {
  const command = rehearseCommandLine(args);
  if (command.name === "rehearse") return run(command);
  if (command.name === "help") {
    await print(rehearseHelp);
    return exitCode.stopped;
  }
  tell(command.problem);
  tell("See case-comments-mock rehearse --help.");
  return exitCode.usage;
}

const interrupts = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

async function run({ command, faults, wait, json, junit }: RehearseOptions): Promise<number> {
  const stop = new AbortController();
  let interruptedBy: NodeJS.Signals | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    interruptedBy ??= signal;
    stop.abort();
  };
  for (const signal of interrupts) process.on(signal, onSignal);
  const interrupt = stop.signal;
  const result = await rehearse({ command, faults, wait: wait * 1_000, interrupt, onRun: announce });
  for (const signal of interrupts) process.removeListener(signal, onSignal);
  if (interruptedBy) {
    process.kill(process.pid, interruptedBy);
    return 128 + constants.signals[interruptedBy];
  }
  if ("reason" in result) {
    tell(reasons[result.reason](result));
    return result.reason === "noSuchCommand" ? exitCode.noSuchCommand : exitCode.cannotJudge;
  }
  const report = reportOf(result);
  await print(json ? `${JSON.stringify(report, undefined, 2)}\n` : textReport(report));
  const isWritten = await writeReports(report, junit);
  if (report.findings.length > 0) return exitCode.findings;
  return isWritten ? exitCode.stopped : exitCode.couldNotStart;
}

function announce({ number, of, faults }: AnnouncedRun): void {
  tell(`Run ${number} of ${of}: ${faults.length > 0 ? faults.join(", ") : "no fault"}`);
}

const reasons: { [R in CannotJudge["reason"]]: (result: CannotJudge) => string } = {
  noSuchCommand: (result) => `The command can't be run (${"code" in result ? result.code : "unknown"}).`,
  failing: (result) =>
    `Can't judge: without a fault the command fails, in run ${"run" in result ? result.run : 1}. ` +
    "Try it with case-comments-mock -- and the same command, until it passes twice.",
  noCall: (result) =>
    `Can't judge: the command passes, but makes no call that succeeds, in run ${"run" in result ? result.run : 1}. ` +
    "Does it use CASE_COMMENTS_BASE_URL? Is its result cached?",
  interrupted: () => "Interrupted.",
};

async function writeReports(report: Report, junit: string | undefined): Promise<boolean> {
  const { GITHUB_STEP_SUMMARY: summary } = process.env;
  try {
    if (junit !== undefined) await writeFile(junit, junitReport(report));
    if (summary) await appendFile(summary, markdownReport(report));
    return true;
  } catch (error) {
    tell(`The report can't be written (${(error as NodeJS.ErrnoException).code ?? "unknown"}).`);
    return false;
  }
}

/** Prints to a reader who may be slow: whoever ends this process would cut off what is left. */
function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
