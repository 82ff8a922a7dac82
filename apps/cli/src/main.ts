import { readFile } from "node:fs/promises";
import { add, NotSent } from "./add.ts";
import { type AddCommand, commandLine } from "./command-line.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import { help } from "./help.ts";
import { type Report, report } from "./report.ts";

/** Runs the command line and gives the exit code. It never prints a stack. */
export async function main(args: string[]): Promise<ExitCode> {
  const command = commandLine(args);
  if (command.name === "help") return print({ code: exitCode.created, output: help.trimEnd(), advice: "" });
  if (command.name === "version")
    return print({ code: exitCode.created, output: await version(), advice: "" });
  if (command.name === "usage") return print(usage(command.problem));
  const apiKey = process.env.CV_API_KEY;
  if (!apiKey) return print(usage("the environment variable CV_API_KEY holds no key"));
  return print(await outcome(command, apiKey));
}

async function outcome(command: AddCommand, apiKey: string): Promise<Report> {
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.once("SIGINT", interrupt);
  process.once("SIGTERM", interrupt);
  try {
    return report(await add(command, apiKey, interruption.signal), command.json);
  } catch (error) {
    if (error instanceof NotSent) return { code: exitCode.notSent, output: "", advice: error.message };
    if (error instanceof TypeError) return usage(error.message);
    return {
      code: exitCode.unknown,
      output: "",
      advice: "Something unforeseen happened. The comment may exist.",
    };
  } finally {
    process.removeListener("SIGINT", interrupt);
    process.removeListener("SIGTERM", interrupt);
  }
}

function usage(problem: string): Report {
  return { code: exitCode.usage, output: "", advice: `${problem}\nSee case-comments --help.` };
}

function print({ code, output, advice }: Report): ExitCode {
  if (output) process.stdout.write(`${output}\n`);
  if (advice) process.stderr.write(`${advice}\n`);
  return code;
}

async function version(): Promise<string> {
  const manifest = await readFile(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}
