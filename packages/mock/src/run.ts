import { once } from "node:events";
import { createLog, exitCodeOf, runCommand } from "@case-comments/contract-server";
import { caseCommentsMock } from "./case-comments-mock.ts";
import type { RunCommand } from "./command-line.ts";
import { exitCode } from "./exit-code.ts";
import { openRequestFile } from "./request-file.ts";

// How long a request may take to end after the mock was told to stop.
const graceMs = 5_000;

/**
 * Runs a mock until it is told to stop, or until its command has ended, and gives the exit code.
 *
 * @param output where the log goes
 */
export async function run({ command, ...options }: RunCommand, output: NodeJS.WriteStream): Promise<number> {
  const mock = await start(options, output);
  if (!mock) return exitCode.couldNotStart;
  if (command.length === 0) {
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
    return mock.close();
  }
  const ended = await runCommand(command, { CASE_COMMENTS_BASE_URL: mock.url });
  const closed = await mock.close();
  return exitCodeOf(ended, tell) || closed;
}

type Options = Omit<RunCommand, "command">;

async function start(
  { port, host, delay, seed, log: format, record, recordBodies }: Options,
  output: NodeJS.WriteStream,
) {
  const log = createLog({ format, name: "mock", stream: output });
  try {
    const file =
      record === undefined ? undefined : await openRequestFile(record, recordBodies, tellRecordFailed);
    const mock = caseCommentsMock({ delay, seed, log, onExchange: file?.add });
    const { url } = await mock.listen(port, host);
    log.listening(url);
    const close = async () => {
      await mock.close(graceMs);
      const failure = await file?.close();
      await log.end();
      return failure === undefined ? exitCode.stopped : exitCode.recordFailed;
    };
    return { url, close };
  } catch (error) {
    const { code = "unknown", syscall } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE")
      tell(`Port ${port} is taken. Choose another with --port, or any free one with --port 0.`);
    else if (syscall === "open") tell(`The file to record to can't be opened (${code}).`);
    else tell(`The mock can't listen on ${host}, port ${port} (${code}).`);
    return undefined;
  }
}

function tellRecordFailed(code: string): void {
  tell(`The record is incomplete: a line can't be written (${code}).`);
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
