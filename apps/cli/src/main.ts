import { readFile } from "node:fs/promises";
import { type PreparedCall, prepare } from "./add.ts";
import { type AddCommand, commandLine } from "./command-line.ts";
import { completion } from "./completion.ts";
import { exitCode } from "./exit-code.ts";
import { help } from "./help.ts";
import { callReport, interruptedReport, type Report, unforeseenReport, usageReport } from "./report.ts";
import { UsageProblem } from "./usage-problem.ts";

/** Runs the command line, prints what came of it, and ends the process. It never prints a stack. */
export async function main(args: readonly string[]): Promise<void> {
  // Told by the callback of the write that fails; without a listener it would end the process.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  const json = args.includes("--json");
  let report: Report | undefined;
  process.on("uncaughtException", () => {
    // What is known by now stays true, whatever happened to this process.
    if (report) process.exit(report.code);
    report = unforeseenReport(json);
    void end(report);
  });
  const outcome = await reportOf(args, json);
  if (report) return;
  report = outcome;
  await end(report);
}

async function reportOf(args: readonly string[], json: boolean): Promise<Report> {
  if (args.length === 0) return { code: exitCode.usage, output: "", advice: help };
  try {
    const command = commandLine(args);
    if (command.name === "help") return told(help);
    if (command.name === "version") return told(await version());
    if (command.name === "completion") return told(completion[command.shell]);
    return await add(command, json);
  } catch (error) {
    return error instanceof UsageProblem ? usageReport(error.message, json) : unforeseenReport(json);
  }
}

/**
 * Posts a comment. Whoever interrupts it is told what became of the comment.
 *
 * @throws {UsageProblem} if nothing can be sent
 */
async function add(command: AddCommand, json: boolean): Promise<Report> {
  const interruption = new AbortController();
  const { signal } = interruption;
  // Once: who insists ends the process, and its code then means unknown.
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(name, () => interruption.abort());
  let call: PreparedCall;
  try {
    call = await prepare(command, process.env.CV_API_KEY, signal);
  } catch (error) {
    if (signal.aborted && !(error instanceof UsageProblem)) return interruptedReport(json);
    throw error;
  }
  return callReport(await call.send(signal), command, call, json);
}

const told = (output: string): Report => ({ code: exitCode.created, output, advice: "" });

async function end({ code, output, advice }: Report): Promise<void> {
  const failure = await print(process.stdout, output);
  const lost = failure ? `${output}\nStandard output can't be written (${failure}).` : "";
  await print(process.stderr, [advice, lost].filter(Boolean).join("\n"));
  // What is still open, such as a connection or standard input, waits for nothing any more.
  process.exit(code);
}

/** Writes a text, and gives the system's code if it can't be written. */
function print(stream: NodeJS.WriteStream, text: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    if (text === "") resolve(undefined);
    else stream.write(`${text}\n`, (error) => resolve(error ? (error as { code?: string }).code : undefined));
  });
}

async function version(): Promise<string> {
  const manifest = await readFile(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}
