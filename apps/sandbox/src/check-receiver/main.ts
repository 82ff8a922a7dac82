import { interruptible } from "@case-comments/contract-server";
import { canBePublished, checkExitCode, print, publishReport } from "@case-comments/contract-server/report";
import { type CannotJudge, checkReceiver } from "./check-receiver.ts";
import { type CheckReceiverOptions, checkReceiverCommandLine } from "./command-line.ts";
import { checkReceiverHelp } from "./help.ts";
import { isOnInternet } from "./on-internet.ts";
import { checkReportOf, reportOf } from "./report/report.ts";

/** Runs `case-comments-sandbox check-receiver`, and gives the exit code. */
export async function checkReceiverMain(args: readonly string[]): Promise<number> {
  const command = checkReceiverCommandLine(args, process.env);
  if (command.name === "check-receiver") return run(command);
  if (command.name === "help") {
    await print(checkReceiverHelp);
    return checkExitCode.nothingFound;
  }
  tell(command.problem);
  tell("See case-comments-sandbox check-receiver --help.");
  return checkExitCode.usage;
}

async function run({ timeLimit, json, junit, internet, ...options }: CheckReceiverOptions): Promise<number> {
  if (!internet && (await isOnInternet(options.url))) {
    tell(
      "That address is on the internet, and what is genuine of this would be kept there. If it is a receiver of " +
        "yours, for tests, say so with --internet.",
    );
    return checkExitCode.usage;
  }
  return interruptible(async (interrupt) => {
    if (!(await canBePublished({ junit, tell }))) return checkExitCode.failed;
    const check = await checkReceiver({ ...options, timeLimit: timeLimit * 1_000, interrupt });
    if (interrupt.aborted) return checkExitCode.cannotJudge;
    if ("reason" in check) {
      tell(reasonOf(check));
      return checkExitCode.cannotJudge;
    }
    const report = reportOf(check);
    return publishReport(checkReportOf(check, report), { json: json ? report : undefined, junit, tell });
  });
}

function reasonOf(why: CannotJudge): string {
  switch (why.reason) {
    case "unreachable":
      return `Can't judge: nobody can be reached there (${why.code}).`;
    case "untrusted":
      return (
        `Can't judge: the certificate there is not trusted (${why.code}). ` +
        "NODE_EXTRA_CA_CERTS names a file with others that are."
      );
    case "uncounted":
      return `Can't judge: the count can't be read (${why.why}).`;
    case "refusesAll":
      return (
        `Can't judge: even a genuine comment in the usual form is refused (${"status" in why.answer ? why.answer.status : "the connection is broken off"}). ` +
        "Is it the whole address, and the secret that the receiver has? Does it check the raw bytes?"
      );
  }
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
