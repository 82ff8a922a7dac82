import manifest from "../package.json" with { type: "json" };
import { commandLine } from "./command-line.ts";
import { exitCode } from "./exit-code.ts";
import { help } from "./help.ts";
import { rehearseMain } from "./rehearse/main.ts";
import { run } from "./run.ts";

/** Runs the command line until the mock is stopped, and gives the exit code. It never prints a stack. */
export async function main(args: readonly string[]): Promise<number> {
  // A reader that goes away, such as head, must not take the mock with it.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  if (args[0] === "rehearse") return rehearseMain(args.slice(1));
  // With a command, standard output is the command's, and the log goes to standard error.
  const output = args.includes("--") ? process.stderr : process.stdout;
  const command = commandLine(args, output.isTTY === true);
  if (command.name === "run") return run(command, output);
  if (command.name === "usage") {
    process.stderr.write(`${command.problem}\nSee case-comments-mock --help.\n`);
    return exitCode.usage;
  }
  process.stdout.write(command.name === "help" ? help : `${manifest.version}\n`);
  return exitCode.stopped;
}
