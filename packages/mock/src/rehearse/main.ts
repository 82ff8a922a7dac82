import { interruptible } from "@case-comments/contract-server";
import { canBePublished, print, publishReport } from "@case-comments/contract-server/report";
import { exitCode } from "../exit-code.ts";
import { type RehearseOptions, rehearseCommandLine } from "./command-line.ts";
import { rehearseHelp } from "./help.ts";
import { type AnnouncedRun, type CannotJudge, rehearse } from "./rehearse.ts";
import { checkReportOf } from "./report/check-report.ts";
import { reportOf } from "./report/report.ts";

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

function run({ command, faults, wait, json, junit }: RehearseOptions): Promise<number> {
  return interruptible(async (interrupt) => {
    if (!(await canBePublished({ junit, tell }))) return exitCode.couldNotStart;
    const result = await rehearse({ command, faults, wait: wait * 1_000, interrupt, onRun: announce });
    if (interrupt.aborted) return exitCode.cannotJudge;
    if ("reason" in result) {
      tell(reasons[result.reason](result));
      return result.reason === "noSuchCommand" ? exitCode.noSuchCommand : exitCode.cannotJudge;
    }
    const report = reportOf(result);
    return publishReport(checkReportOf(report), { json: json ? report : undefined, junit, tell });
  });
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
    "Does it use CASE_COMMENTS_BASE_URL? Does it start a mock of its own? Is its result cached?",
  interrupted: () => "Interrupted.",
};

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
