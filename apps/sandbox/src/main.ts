import manifest from "../package.json" with { type: "json" };
import { checkReceiverMain } from "./check-receiver/main.ts";
import { type Command, commandLine } from "./command/command-line.ts";
import { exitCode } from "./command/exit-code.ts";
import { help } from "./command/help.ts";
import { serve } from "./command/serve.ts";
import { storeProblem } from "./command/store-options.ts";
import { listenMain } from "./listen/main.ts";
import { openStore } from "./store/open-store.ts";
import { backUp } from "./store/sqlite/back-up.ts";
import type { StoreUnavailable } from "./store/store-unavailable.ts";

/** Runs the command line, and gives the exit code. It never prints a stack. */
export async function main(args: readonly string[]): Promise<number> {
  // A reader that goes away, such as head, must not take the sandbox with it.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  if (args[0] === "listen") return listenMain(args.slice(1));
  if (args[0] === "check-receiver") return checkReceiverMain(args.slice(1));
  // With a command, standard output is the command's, and the log goes to standard error.
  const output = args.includes("--") ? process.stderr : process.stdout;
  const command = commandLine(args, {
    isTerminal: output.isTTY === true,
    databaseUrl: process.env.DATABASE_URL,
  });
  switch (command.name) {
    case "usage":
      tell(`${command.problem}\nSee case-comments-sandbox --help.`);
      return exitCode.usage;
    case "help":
      print(help.trimEnd());
      return exitCode.done;
    case "version":
      print(manifest.version);
      return exitCode.done;
    case "serve":
      return serve(command, output);
    case "backup":
      return backUp(command.folder, command.file).then(
        () => exitCode.done,
        (error: NodeJS.ErrnoException) => {
          tell(backupProblem(error));
          return exitCode.failed;
        },
      );
    case "administer":
      return administer(command);
  }
}

async function administer({ location, run }: Command & { name: "administer" }): Promise<number> {
  try {
    const store = await openStore(location, { alone: false });
    try {
      const { output, remark, problem } = await run(store);
      for (const line of output) print(line);
      if (remark) tell(remark);
      if (problem) tell(problem);
      return problem ? exitCode.failed : exitCode.done;
    } finally {
      await store.close();
    }
  } catch (error) {
    tell(storeProblem(error as StoreUnavailable));
    return exitCode.failed;
  }
}

function backupProblem({ code = "unknown" }: NodeJS.ErrnoException): string {
  if (code === "NODATABASE") return "There is no database in that folder.";
  return code === "EEXIST"
    ? "There is a file of that name already."
    : `The backup can't be written (${code}).`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
