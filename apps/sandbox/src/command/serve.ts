import { once } from "node:events";
import { createLog, exitCodeOf, runCommand } from "@case-comments/contract-server";
import { createSandbox } from "../create-sandbox.ts";
import { openStore } from "../store/open-store.ts";
import type { Store } from "../store/store.ts";
import { StoreUnavailable } from "../store/store-unavailable.ts";
import { destinationRules } from "../webhooks/destination.ts";
import { administration } from "./administration.ts";
import type { ServeCommand } from "./command-line.ts";
import { exitCode } from "./exit-code.ts";
import { storeProblem } from "./store-options.ts";

// How long a call may take to end after the sandbox was told to stop.
const graceMs = 10_000;
// How long a call may be on its way by then. Whoever is cut off can't know whether the comment is there.
const onTheWayMs = 200;

/**
 * Runs a sandbox until it is told to stop, or until its command has ended, and gives the exit code.
 *
 * @param output where the log goes
 */
export async function serve(
  { command, ...options }: ServeCommand,
  output: NodeJS.WriteStream,
): Promise<number> {
  const stopped = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  // A database may take long to answer, or for ever.
  const sandbox = await Promise.race([start(options, output), stopped.then(() => "stopped" as const)]);
  if (sandbox === "stopped") return exitCode.done;
  if (!sandbox) return exitCode.failed;
  if (command.length === 0) {
    await stopped;
    await sandbox.close();
    return exitCode.done;
  }
  const ended = await runCommand(command, { CASE_COMMENTS_BASE_URL: sandbox.url });
  await sandbox.close();
  return exitCodeOf(ended, tell);
}

async function start(
  { location, testKeys, port, host, log: format, allowWebhooksTo, publicUrl }: Omit<ServeCommand, "command">,
  output: NodeJS.WriteStream,
) {
  let store: Store | undefined;
  try {
    store = await openStore(location);
    if (!testKeys) await seedIfEmpty(store);
    const log = createLog({ format, name: "sandbox", stream: output });
    const destinations = destinationRules(host, allowWebhooksTo);
    const server = createSandbox({ store, testKeys, log, destinations, publicUrl });
    const { url } = await server.listen(port, host);
    log.listening(url);
    const opened = store;
    const close = async () => {
      await server.close(graceMs, onTheWayMs);
      await opened.close();
      await log.end();
    };
    return { url, close };
  } catch (error) {
    await store?.close();
    tell(startProblem(error, port, host));
    return undefined;
  }
}

function startProblem(error: unknown, port: number, host: string): string {
  if (error instanceof StoreUnavailable) return storeProblem(error);
  const { code = "unknown" } = error as NodeJS.ErrnoException;
  return code === "EADDRINUSE"
    ? `Port ${port} is taken. Choose another with --port, or any free one with --port 0.`
    : `The sandbox can't listen on ${host}, port ${port} (${code}).`;
}

/** A sandbox that nobody has a key for would be of no use. */
async function seedIfEmpty(store: Store): Promise<void> {
  if ((await store.run("listOrganizations", {})).length > 0) return;
  const { output, remark } = (await administration.seed?.run(store, [], {})) ?? { output: [] };
  for (const line of output) tell(line);
  if (remark) tell(remark);
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
