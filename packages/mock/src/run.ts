import { once } from "node:events";
import { resolve } from "node:path";
import { createLog, exitCodeOf, runCommand, type TlsIdentity } from "@case-comments/contract-server";
import { caseCommentsMock } from "./case-comments-mock.ts";
import type { RunCommand } from "./command-line.ts";
import { controlVariables, randomToken } from "./control/control-token.ts";
import { controlledMock } from "./controlled-mock.ts";
import { exitCode } from "./exit-code.ts";
import type { QueuedAnswer } from "./mock.ts";
import { openRequestFile } from "./request-file.ts";
import { readTlsFiles } from "./tls-files.ts";
import { unusedText } from "./unused-text.ts";

// How long a request may take to end after the mock was told to stop.
const graceMs = 5_000;
export const leastTokenLength = 16;

/**
 * Runs a mock until it is told to stop, or until its command has ended, and gives the exit code.
 *
 * @param output where the log goes
 */
export async function run(
  { command, tlsFiles, ...options }: RunCommand,
  output: NodeJS.WriteStream,
): Promise<number> {
  const token = process.env[controlVariables.token] || (command.length > 0 ? randomToken() : "");
  if (options.control && token.length < leastTokenLength) {
    tell(`--control needs a token of ${leastTokenLength} characters or more in ${controlVariables.token}.`);
    return exitCode.usage;
  }
  const tls = tlsFiles && (await readTlsFiles(tlsFiles));
  if (tls && "problem" in tls) {
    tell(tls.problem);
    return exitCode.couldNotStart;
  }
  const mock = await start({ ...options, tls, token }, output);
  if (!mock) return exitCode.couldNotStart;
  if (command.length === 0) {
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
    return mock.close();
  }
  if (tlsFiles && process.env.NODE_EXTRA_CA_CERTS)
    tell(
      "NODE_EXTRA_CA_CERTS is set, so in the command Node trusts what it names, and not this certificate.",
    );
  const ended = await runCommand(command, {
    CASE_COMMENTS_BASE_URL: mock.url,
    // Whoever sets it knows better.
    ...(tlsFiles && !process.env.NODE_EXTRA_CA_CERTS && { NODE_EXTRA_CA_CERTS: resolve(tlsFiles.cert) }),
    // Those of another mock, whose command this one is, would have answers ordered there.
    [controlVariables.url]: mock.controlUrl,
    [controlVariables.token]: mock.controlUrl && token,
  });
  const closed = await mock.close();
  return exitCodeOf(ended, tell) || closed;
}

type Options = Omit<RunCommand, "command" | "tlsFiles"> & { tls: TlsIdentity | undefined; token: string };

async function start(
  { port, host, log: format, record, recordBodies, control, token, ...settings }: Options,
  output: NodeJS.WriteStream,
) {
  const log = createLog({ format, name: "mock", stream: output });
  const onClose: (() => Promise<void>)[] = [];
  // What is listened on, for whoever must choose another.
  let listening = { host, port, option: "--port" };
  try {
    const file =
      record === undefined ? undefined : await openRequestFile(record, recordBodies, tellRecordFailed);
    const made = { ...settings, log, onExchange: file?.add };
    const steered = control && controlledMock(made);
    const mock = steered ?? caseCommentsMock(made);
    const { url } = await mock.listen(port, host);
    onClose.push(() => mock.close(graceMs));
    let controlUrl: string | undefined;
    if (steered) {
      listening = { ...control, option: "--control" };
      // Most mocks never need it.
      const { serveControl } = await import("./control/serve-control.ts");
      const listener = await serveControl({ ...steered, url }, { ...control, token });
      controlUrl = listener.url;
      onClose.push(listener.close);
    }
    log.listening(url, controlUrl);
    const close = async () => {
      await Promise.all(onClose.map((each) => each()));
      tellUnused(steered?.answers.allUnused() ?? []);
      const failure = await file?.close();
      await log.end();
      return failure === undefined ? exitCode.stopped : exitCode.recordFailed;
    };
    return { url, controlUrl, close };
  } catch (error) {
    await Promise.all(onClose.map((each) => each()));
    const { code = "unknown", syscall } = error as NodeJS.ErrnoException;
    const { option } = listening;
    if (code === "EADDRINUSE")
      tell(
        `Port ${listening.port} is taken. Choose another with ${option}, or any free one with ${option === "--port" ? "--port 0" : `--control ${listening.host}:0`}.`,
      );
    else if (syscall === "open") tell(`The file to record to can't be opened (${code}).`);
    else tell(`The mock can't listen on ${listening.host}, port ${listening.port} (${code}).`);
    return undefined;
  }
}

function tellUnused(unused: readonly QueuedAnswer[]): void {
  if (unused.length > 0) tell(unusedText(unused));
}

function tellRecordFailed(code: string): void {
  tell(`The record is incomplete: a line can't be written (${code}).`);
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
